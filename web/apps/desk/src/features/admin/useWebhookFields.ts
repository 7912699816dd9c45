import { useTranslation } from 'react-i18next';
import type { WebhookEvent } from './api.ts';
import type { Field } from './fields.ts';

/** What can be asked for; a test comes by asking for it. */
const EVENTS: readonly Exclude<WebhookEvent, 'test'>[] = [
  'conversation_started',
  'person_wanted',
  'message_added',
  'conversation_ended',
  'wrapup_completed',
  'survey_answered',
  'case_opened',
  'case_changed',
  'case_closed',
  'customer_created',
  'lead_created',
];

export function useWebhookFields(): Field[] {
  const { t } = useTranslation('admin');
  return [
    { path: 'name', name: 'webhookName', kind: 'text', max: 100 },
    { path: 'url', name: 'url', kind: 'text', max: 2000 },
    {
      path: 'events',
      name: 'events',
      kind: 'checks',
      min: 1,
      options: EVENTS.map((each) => ({ value: each, label: t(`event.${each}`) })),
    },
  ];
}
