/* A call that is mine, on whatever page I am: who, how long, and everything that can be done with it. */
import type { Call } from '@centralino/api/types.ts';
import { useLive, useServerNow } from '@centralino/live/react.tsx';
import { announceNow } from '@centralino/ui/announce.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { ErrorNote } from '@centralino/ui/states.tsx';
import {
  IconLock,
  IconMicrophoneOff,
  IconPhone,
  IconPlayerPause,
  IconPlayerRecordFilled,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../commands/hub.ts';
import { hangUp, hold, pauseRecording } from './api.ts';
import { CallButtons } from './CallButtons.tsx';
import { ConsultStrip } from './ConsultStrip.tsx';
import { secondsOf } from './calls.ts';
import { Keypad } from './Keypad.tsx';
import css from './Phone.module.css';
import type { Phone } from './Phone.ts';
import { useParty } from './party.ts';
import { QualityMark } from './QualityMark.tsx';
import { usePhoneView } from './usePhone.ts';

const CallTransferDialog = lazy(() => import('./CallTransferDialog.tsx'));

interface Props {
  call: Call;
  phone: Phone;
  /** Shortcuts act on the first call. */
  hasKeys: boolean;
}

export function CallBar({ call, phone, hasKeys }: Props) {
  const { t } = useTranslation('phone');
  const { conversation_id: id } = call;
  const party = useParty()(call);
  const view = usePhoneView();
  const name = useLive(
    (state) => state.conversations.find((each) => each.id === id)?.customer.name,
  );
  const [open, setOpen] = useState<'keypad' | 'transfer'>();
  const act = useMutation({ mutationFn: (what: () => Promise<unknown>) => what() });
  const run = (what: () => Promise<unknown>) => act.mutate(what);
  const talking = call.state === 'talking';
  const muted = view?.muted ?? false;

  const actions = {
    mute: () => phone.mute(!muted),
    hold: () => run(() => hold(id, !call.held)),
    keypad: () => setOpen((now) => (now === 'keypad' ? undefined : 'keypad')),
    transfer: () => setOpen('transfer'),
    record: () => run(() => pauseRecording(id, call.recording === 'on')),
    hangUp: () => run(() => hangUp(id)),
  };
  useCommand('mute', actions.mute, hasKeys && talking);
  useCommand('hold', actions.hold, hasKeys && talking);
  useCommand('keypad', actions.keypad, hasKeys && talking);
  useCommand('transfer', actions.transfer, hasKeys && talking && !call.consult);
  useCommand('hangUp', actions.hangUp, hasKeys);

  const microphone = view?.microphone;
  const deaf = microphone === 'denied' || microphone === 'missing' || microphone === 'busy';
  useEffect(() => {
    if (talking) announceNow(t(muted ? 'muted' : 'unmuted'));
  }, [muted, talking, t]);

  return (
    <section
      className={css.bar}
      data-region="call"
      data-held={call.held || undefined}
      aria-label={t('bar', { name: name ?? party })}
    >
      <div className={css.line}>
        <IconPhone className={css.mark} size={20} aria-hidden="true" />
        <Link to="/inbox/$conversationId" params={{ conversationId: id }} className={css.who}>
          <strong>{name ?? party}</strong>
          {name && call.number && name !== call.number && (
            <span className="num">{call.number}</span>
          )}
        </Link>
        <Timer call={call} />
        <Marks call={call} muted={muted} />
        {talking && <QualityMark mos={view?.mos} line={view?.line.kind} />}
        <CallButtons call={call} muted={muted} busy={act.isPending} open={open} {...actions} />
      </div>
      {call.consult && <ConsultStrip call={call} onRun={run} busy={act.isPending} />}
      {open === 'keypad' && <Keypad id={id} onClose={() => setOpen(undefined)} />}
      {deaf && <ErrorNote text={t(`advice.${microphone}`)} />}
      {act.isError && <ErrorNote error={act.error} />}
      {open === 'transfer' && (
        <Suspense>
          <CallTransferDialog call={call} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </section>
  );
}

function Timer({ call }: { call: Call }) {
  const { t } = useTranslation('phone');
  const now = useServerNow();
  return (
    <span className={`num ${css.timer}`}>
      {call.state !== 'talking' && <span>{t(`ringing.${call.direction}`)} </span>}
      {clock(secondsOf(call, now))}
    </span>
  );
}

/** What one must not forget while talking; each in words. */
function Marks({ call, muted }: { call: Call; muted: boolean }) {
  const { t } = useTranslation('phone');
  return (
    <span className={css.marks}>
      {call.held && (
        <Badge tone="warn">
          <IconPlayerPause size={14} aria-hidden="true" /> {t('held')}
        </Badge>
      )}
      {muted && (
        <Badge tone="warn">
          <IconMicrophoneOff size={14} aria-hidden="true" /> {t('mutedMark')}
        </Badge>
      )}
      {call.recording !== 'off' && (
        <Badge tone={call.recording === 'on' ? 'bad' : 'plain'}>
          <IconPlayerRecordFilled size={14} aria-hidden="true" /> {t(`recording.${call.recording}`)}
        </Badge>
      )}
      {call.secret && (
        <Badge tone="info">
          <IconLock size={14} aria-hidden="true" /> {t('secret')}
        </Badge>
      )}
      {call.relay && <Badge tone="info">{t('relay')}</Badge>}
      {call.conference && <Badge tone="info">{t('conference')}</Badge>}
      {call.watchers.map((each) => (
        <Badge key={each.id} tone="info">
          {t(`watching.${each.mode}`, { name: each.name })}
        </Badge>
      ))}
    </span>
  );
}
