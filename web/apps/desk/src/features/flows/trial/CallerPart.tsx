/* What the caller can do now: keys of a telephone, buttons and words of a chat, silence, hanging up. */
import { Button, TextInput } from '@mantine/core';
import { IconPhoneOff, IconZzz } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel, Happening, Tried } from '../api.ts';
import css from './Trial.module.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

interface Props {
  tried: Tried;
  channel: Channel;
  onHappen: (event: Happening) => void;
}

export function CallerPart({ tried, channel, onHappen }: Props) {
  const { t } = useTranslation('flows');
  if (tried.phase === 'ended') return <p className={css.ended}>{t('trial.ended')}</p>;
  const secret = tried.listening?.expect === 'secret';
  return (
    <section className={css.part} aria-label={t('trial.who.caller')}>
      <h3>{t('trial.caller')}</h3>
      {secret && (
        <div className={css.buttons}>
          {[true, false].map((fits) => (
            <Button
              key={String(fits)}
              size="xs"
              variant="default"
              onClick={() => onHappen({ type: 'secret_entered', fits })}
            >
              {t(fits ? 'trial.secretFits' : 'trial.secretWrong')}
            </Button>
          ))}
        </div>
      )}
      {channel === 'voice' ? (
        <Keypad onHappen={onHappen} />
      ) : (
        <Buttons tried={tried} onHappen={onHappen} />
      )}
      <Words onHappen={onHappen} channel={channel} />
      <div className={css.buttons}>
        {tried.timer > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconZzz size={16} aria-hidden="true" />}
            onClick={() => onHappen({ type: 'timed_out', timer: tried.timer })}
          >
            {t('trial.silence')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          color="bad"
          leftSection={<IconPhoneOff size={16} aria-hidden="true" />}
          onClick={() => onHappen({ type: 'hung_up' })}
        >
          {t(channel === 'voice' ? 'trial.hangUp' : 'trial.leave')}
        </Button>
      </div>
    </section>
  );
}

function Keypad({ onHappen }: { onHappen: (event: Happening) => void }) {
  const { t } = useTranslation('flows');
  return (
    <div className={css.keypad} role="group" aria-label={t('trial.keypad')}>
      {KEYS.map((key) => (
        <Button
          key={key}
          variant="default"
          aria-label={t('trial.key', { key })}
          onClick={() => onHappen({ type: 'digit', key })}
        >
          {key}
        </Button>
      ))}
    </div>
  );
}

function Buttons({ tried, onHappen }: Omit<Props, 'channel'>) {
  const buttons = tried.listening?.buttons ?? [];
  return (
    <div className={css.buttons}>
      {buttons.map(({ key, label }) => (
        <Button key={key} variant="light" onClick={() => onHappen({ type: 'clicked', key })}>
          {label}
        </Button>
      ))}
    </div>
  );
}

/** Written in a chat, or spoken on the telephone as speech recognition would hand it over. */
function Words({ onHappen, channel }: Pick<Props, 'onHappen' | 'channel'>) {
  const { t } = useTranslation('flows');
  const [text, setText] = useState('');
  return (
    <form
      className={css.words}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) onHappen({ type: 'typed', text: text.trim() });
        setText('');
      }}
    >
      <TextInput
        aria-label={t(channel === 'voice' ? 'trial.speak' : 'trial.write')}
        placeholder={t(channel === 'voice' ? 'trial.speak' : 'trial.write')}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t('trial.send')}
      </Button>
    </form>
  );
}
