/* Trying the flow as a caller or in a chat, while everybody else is played by buttons. */
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { IconMessages, IconPhone, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel, Flow, Tried } from '../api.ts';
import { CallerPart } from './CallerPart.tsx';
import css from './Trial.module.css';
import { type TrialLine, transcript } from './transcript.ts';
import { useTrial } from './useTrial.ts';
import { WorldPart } from './WorldPart.tsx';

interface Props {
  id: string;
  flow: Flow;
  onHere: (node: string) => void;
}

export function TrialPanel({ id, flow, onHere }: Props) {
  const { t, i18n } = useTranslation('flows');
  const { start, query, full, old, begin, happen } = useTrial(id, flow);
  const tried = start && query.data;
  const node = tried && tried.phase !== 'ended' ? tried.node : '';
  useEffect(() => {
    onHere(node);
    return () => onHere('');
  }, [node, onHere]);

  const go = (channel: Channel) =>
    begin({ channel, language: i18n.language, caller: channel === 'voice' ? '+390212345678' : '' });
  return (
    <div className={css.trial}>
      {!start && <p className={css.lead}>{t('trial.lead')}</p>}
      <div className={css.starts}>
        <Button
          variant={start ? 'default' : 'filled'}
          leftSection={
            start?.channel === 'voice' ? (
              <IconRefresh size={16} aria-hidden="true" />
            ) : (
              <IconPhone size={16} aria-hidden="true" />
            )
          }
          onClick={() => go('voice')}
        >
          {t(start?.channel === 'voice' ? 'trial.callAgain' : 'trial.call')}
        </Button>
        <Button
          variant="default"
          leftSection={
            start?.channel === 'chat' ? (
              <IconRefresh size={16} aria-hidden="true" />
            ) : (
              <IconMessages size={16} aria-hidden="true" />
            )
          }
          onClick={() => go('chat')}
        >
          {t(start?.channel === 'chat' ? 'trial.chatAgain' : 'trial.chat')}
        </Button>
      </div>
      {old && <p className={css.old}>{t('trial.old')}</p>}
      {query.isError && start && <ErrorNote error={query.error} onRetry={() => query.refetch()} />}
      {tried && start && (
        <>
          <Transcript lines={transcript(tried)} />
          <WorldPart tried={tried} flow={flow} onHappen={happen} />
          {!full && <CallerPart tried={tried} channel={start.channel} onHappen={happen} />}
          {full && <p className={css.old}>{t('trial.full')}</p>}
          <Learnt tried={tried} />
        </>
      )}
    </div>
  );
}

function Transcript({ lines }: { lines: TrialLine[] }) {
  const { t } = useTranslation('flows');
  const list = useRef<HTMLDivElement>(null);
  // The keys come from what the server may say; transcript.ts names each of them.
  const text = (line: TrialLine) =>
    line.text ?? t(`trial.did.${line.key}` as 'trial.did.place', { n: 0, ...line.values });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said last stays in sight.
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lines.length]);
  return (
    <div
      ref={list}
      className={css.lines}
      role="log"
      aria-label={t('trial.transcript')}
      tabIndex={0}
    >
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end.
        <p key={index} data-who={line.who}>
          <span className="visually-hidden">{t(`trial.who.${line.who}`)}: </span>
          {text(line)}
        </p>
      ))}
    </div>
  );
}

/** What the flow knows by now; nothing while it knows nothing. */
function Learnt({ tried }: { tried: Tried }) {
  const { t } = useTranslation('flows');
  const known = Object.entries(tried.variables).filter(([, value]) => value);
  if (known.length === 0) return null;
  return (
    <section className={css.learnt}>
      <h3>{t('trial.learnt')}</h3>
      <dl>
        {known.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
