/* Everybody but the caller: opening hours, other systems, the queue, agents. One press answers for them. */
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Flow, Happening, Tried } from '../api.ts';
import { LookUpAnswer } from './LookUpAnswer.tsx';
import css from './Trial.module.css';
import { asked } from './transcript.ts';

interface Props {
  tried: Tried;
  flow: Flow;
  onHappen: (event: Happening) => void;
}

interface Answer {
  /** Named under flows.trial.answer. */
  name: string;
  event: Happening;
}

export function WorldPart({ tried, flow, onHappen }: Props) {
  const { t } = useTranslation('flows');
  const words = t('trial.answer', { returnObjects: true }) as Record<string, string>;
  const question = asked(tried);
  const answers = answersOf(tried);
  if (answers.length === 0) return null;
  return (
    <section className={css.part} aria-label={t('trial.who.world')}>
      <h3>{t('trial.world')}</h3>
      {question?.type === 'look_up' && (
        <LookUpAnswer key={tried.question} tried={tried} flow={flow} onHappen={onHappen} />
      )}
      <div className={css.buttons}>
        {answers.map(({ name, event }) => (
          <Button key={name} size="xs" variant="default" onClick={() => onHappen(event)}>
            {words[name]}
          </Button>
        ))}
      </div>
    </section>
  );
}

/** Who can say something in this phase, and what. */
function answersOf(tried: Tried): Answer[] {
  const { question } = tried;
  switch (tried.phase) {
    case 'asking':
      return answersTo(asked(tried)?.type, question);
    case 'queued':
      return [
        { name: 'agent', event: { type: 'agent_answered' } },
        ...[1, 2, 3].map((position) => ({
          name: `place${position}`,
          event: { type: 'queue_position' as const, position },
        })),
        ...(['closed', 'nobody', 'full'] as const).map((reason) => ({
          name: `queue_${reason}`,
          event: { type: 'queue_left' as const, reason },
        })),
      ];
    case 'recording':
      return tried.steps[0]?.event.type === 'started' && tried.steps[0].event.channel === 'chat'
        ? []
        : [
            {
              name: 'recorded',
              event: { type: 'recording_done', recording: 'trial', length_ms: 20_000 },
            },
            {
              name: 'recordedNothing',
              event: { type: 'recording_done', recording: 'trial', length_ms: 0 },
            },
          ];
    case 'transferring':
      return [
        { name: 'agent', event: { type: 'agent_answered' } },
        { name: 'transferFails', event: { type: 'transfer_failed' } },
      ];
    case 'talking':
      return [{ name: 'agentLeaves', event: { type: 'agent_left' } }];
    default:
      return [];
  }
}

function answersTo(type: string | undefined, question: number): Answer[] {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  switch (type) {
    case 'ask_hours':
      return [
        { name: 'open', event: { type: 'hours_answered', question, open: true } },
        {
          name: 'closed',
          event: {
            type: 'hours_answered',
            question,
            open: false,
            opens_date: tomorrow.slice(0, 10),
            opens_time: '09:00',
          },
        },
      ];
    case 'look_up':
      return (['not_found', 'timed_out', 'failed'] as const).map((reason) => ({
        name: reason,
        event: { type: 'look_up_failed', question, reason },
      }));
    case 'find_callback':
      return [
        {
          name: 'callback',
          event: {
            type: 'callback_offered',
            question,
            due: tomorrow,
            date: tomorrow.slice(0, 10),
            time: '10:30',
          },
        },
        { name: 'noCallback', event: { type: 'callback_unavailable', question } },
      ];
    default:
      return [];
  }
}
