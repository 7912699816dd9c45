/* What the journal holds of a conversation, in words. */
import type { JournalEntry } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { useTranslation } from 'react-i18next';

/** What would bury the rest: shown only on a wish. */
const NOISE = [
  'message_added',
  'visitor_saw',
  'agent_saw',
  'visitor_online',
  'visitor_offline',
  'flow_fact',
];
const isTransfer = ({ type, data }: JournalEntry): boolean =>
  type === 'message_added' && data.kind === 'event' && data.text === 'transferred';
export const isNoise = (entry: JournalEntry): boolean =>
  NOISE.includes(entry.type) && !isTransfer(entry);

/** The rest of what the conversation's own events say has entries of its own. */
export const isEcho = (entry: JournalEntry): boolean =>
  entry.type === 'message_added' && entry.data.kind === 'event' && !isTransfer(entry);

const STATES = ['new', 'open', 'waiting_on_customer', 'waiting_on_us', 'solved', 'closed'] as const;
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
const TYPES = ['request', 'complaint', 'problem'] as const;
const PLAIN = [
  'conversation_started',
  'message_added',
  'visitor_online',
  'visitor_offline',
  'visitor_saw',
  'agent_saw',
  'conversation_ended',
  'person_wanted',
  'case_closed',
  'lead_created',
  'conversation_opened',
  'call_came',
  'call_dialled',
  'call_ended',
  'call_measured',
  'call_held',
  'call_resumed',
  'hold_too_long',
  'call_transferred',
  'call_watched',
  'call_taken_over',
  'callback_booked',
  'callback_missed',
  'recording_started',
  'recording_ended',
  'recording_paused',
  'recording_resumed',
  'recording_failed',
  'recording_heard',
  'recording_downloaded',
  'recording_held',
  'recording_released',
  'recording_deleted',
  'message_taken',
  'flow_fact',
] as const;

/** `nameOf` knows the people whose names the page has. */
export function useHistoryText(nameOf: (id: string) => string | undefined) {
  const { t, i18n } = useTranslation();
  const outcomes = useLive((state) => state.outcomes);
  const language = i18n.language === 'it' ? 'it' : 'en';

  function changes(data: JournalEntry['data']): string {
    const state = STATES.find((each) => each === data.state);
    const priority = PRIORITIES.find((each) => each === data.priority);
    const type = TYPES.find((each) => each === data.type);
    const said = [
      state && t(`caseState.${state}`),
      priority && `${t('context.priority')} ${t(`priority.${priority}`)}`,
      type && t(`caseType.${type}`),
      data.subject && `«${data.subject}»`,
    ].filter(Boolean);
    return said.length > 0
      ? t('history.case_changes', { what: said.join(', ') })
      : t('history.case_changed');
  }

  return (entry: JournalEntry): string => {
    const { type, data } = entry;
    if (isTransfer(entry)) return t('event.transferred');
    const plain = PLAIN.find((each) => each === type);
    if (type === 'message_added' && data.kind === 'note') return t('history.note_added');
    if (plain) return t(`history.${plain}`);
    switch (type) {
      case 'survey_answered':
        return t('history.survey_answered', { score: data.score });
      case 'wrapup_completed': {
        const outcome = outcomes.find((each) => each.key === data.outcome)?.label[language];
        return outcome ? t('history.wrapup_outcome', { outcome }) : t('history.wrapup_completed');
      }
      case 'case_opened':
        return t('history.case_opened', { number: data.number });
      case 'case_changed':
        return changes(data);
      case 'case_given': {
        const name = nameOf(String(data.owner));
        return name ? t('history.case_given', { name }) : t('history.case_givenNobody');
      }
      default:
        return t('history.other');
    }
  };
}
