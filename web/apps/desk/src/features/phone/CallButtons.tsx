import type { Call } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { Button } from '@mantine/core';
import {
  IconArrowsExchange,
  IconGridDots,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerRecord,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Phone.module.css';

interface Props {
  call: Call;
  muted: boolean;
  busy: boolean;
  open: 'keypad' | 'transfer' | undefined;
  mute: () => void;
  hold: () => void;
  keypad: () => void;
  transfer: () => void;
  record: () => void;
  hangUp: () => void;
}

export function CallButtons(props: Props) {
  const { t } = useTranslation('phone');
  const { call, muted, busy, open } = props;
  const talking = call.state === 'talking';
  const leads = useLive((state) => state.me.role !== 'agent');
  return (
    <div className={css.buttons} role="toolbar" aria-label={t('toolbar')}>
      {talking && (
        <>
          <Toggle
            label={t(muted ? 'unmute' : 'mute')}
            pressed={muted}
            icon={muted ? <IconMicrophoneOff size={18} /> : <IconMicrophone size={18} />}
            onClick={props.mute}
          />
          <Toggle
            label={t(call.held ? 'resume' : 'hold')}
            pressed={call.held}
            disabled={busy}
            icon={call.held ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
            onClick={props.hold}
          />
          <Toggle
            label={t('keypad')}
            expanded={open === 'keypad'}
            icon={<IconGridDots size={18} />}
            onClick={props.keypad}
          />
          {!call.consult && (
            <Toggle
              label={t('transfer')}
              icon={<IconArrowsExchange size={18} />}
              onClick={props.transfer}
            />
          )}
          {call.recording !== 'off' && (call.agents_pause || leads) && (
            <Toggle
              label={t(call.recording === 'on' ? 'pauseRecording' : 'resumeRecording')}
              disabled={busy}
              icon={<IconPlayerRecord size={18} />}
              onClick={props.record}
            />
          )}
        </>
      )}
      <Button
        color="bad"
        size="sm"
        disabled={busy}
        leftSection={<IconPhoneOff size={18} aria-hidden="true" />}
        onClick={props.hangUp}
      >
        {t('hangUp')}
      </Button>
    </div>
  );
}

interface ToggleProps {
  label: string;
  icon: ReactNode;
  onClick: () => void;
  /** The label names what pressing does, so that a pressed state would say it twice: it is only drawn. */
  pressed?: boolean;
  expanded?: boolean;
  disabled?: boolean;
}

function Toggle({ label, icon, onClick, pressed, expanded, disabled = false }: ToggleProps) {
  return (
    <Button
      variant={pressed ? 'light' : 'default'}
      color={pressed ? 'warn' : 'accent'}
      size="sm"
      className={css.toggle ?? ''}
      aria-label={label}
      title={label}
      disabled={disabled}
      {...(expanded !== undefined && { 'aria-expanded': expanded })}
      leftSection={<span aria-hidden="true">{icon}</span>}
      onClick={onClick}
    >
      <span className={css.toggleLabel}>{label}</span>
    </Button>
  );
}
