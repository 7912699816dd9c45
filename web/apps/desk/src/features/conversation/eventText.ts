import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

const KNOWN = [
  'started',
  'queued',
  'offered',
  'agent_joined',
  'agent_left',
  'transferred',
  'ended',
  'person_requested',
  'visitor_left',
  'visitor_back',
  'survey_answered',
] as const;

/** A code as a sentence; one that a newer server invented is shown with its words apart. */
export function eventText(t: TFunction<'desk'>, code: string, name: string): string {
  const known = KNOWN.find((each) => each === code);
  if (known) return t(`event.${known}`, { name });
  const words = code.replace(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function useEventText(): (code: string, name: string) => string {
  const { t } = useTranslation();
  return (code, name) => eventText(t, code, name);
}
