/* The sound of a recording: play, jump, speed. The browser asks for the parts it needs, so that an hour is no load. */

import type { Shape } from '@centralino/api/types.ts';
import { clock } from '@centralino/ui/duration.ts';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { ActionIcon } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward10,
  IconRewindForward10,
} from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { soundOf } from './api.ts';
import { regions } from './model.ts';
import css from './Recording.module.css';
import { Waveform } from './Waveform.tsx';

const JUMP_S = 10;
const SPEEDS = [0.75, 1, 1.25, 1.5, 2];

export function Player({ shape }: { shape: Shape<'RecordingShape'> }) {
  const { t, i18n } = useTranslation('phone');
  const { recording, peaks, markers } = shape;
  const length = recording.length_ms / 1000;
  const silences = useMemo(
    () => regions(markers, recording.length_ms),
    [markers, recording.length_ms],
  );
  const sound = useRef<HTMLAudioElement>(null);
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [failed, setFailed] = useState(false);

  function toggle(): void {
    const element = sound.current;
    if (!element) return;
    setFailed(false);
    // Whoever pauses while it still loads has not failed.
    if (element.paused) {
      element.play().catch((error) => setFailed(error?.name !== 'AbortError'));
    } else element.pause();
  }
  function go(seconds: number): void {
    const to = Math.min(length, Math.max(0, seconds));
    if (sound.current) sound.current.currentTime = to;
    setAt(to);
  }
  function onKeyDown(event: KeyboardEvent): void {
    // Within the player the space bar plays, but where it presses another button.
    if (event.key !== ' ' || (event.target as HTMLElement).closest('button, select')) return;
    event.preventDefault();
    toggle();
  }

  const Icon = playing ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  const speed = new Intl.NumberFormat(i18n.language);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of what is inside, heard in one place.
    <div className={css.player} onKeyDown={onKeyDown}>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said. */}
      <audio
        ref={sound}
        src={soundOf(recording.id)}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onError={() => setFailed(true)}
      />
      <Waveform {...{ peaks, silences, length, at }} onSeek={go} />
      <div className={css.controls}>
        <ActionIcon
          size={36}
          variant="default"
          aria-label={t('recorded.back', { count: JUMP_S })}
          title={t('recorded.back', { count: JUMP_S })}
          onClick={() => go(at - JUMP_S)}
        >
          <IconRewindBackward10 size={20} />
        </ActionIcon>
        <ActionIcon
          size={44}
          radius="xl"
          aria-label={t(playing ? 'recorded.pause' : 'recorded.play')}
          onClick={toggle}
        >
          <Icon size={20} />
        </ActionIcon>
        <ActionIcon
          size={36}
          variant="default"
          aria-label={t('recorded.on', { count: JUMP_S })}
          title={t('recorded.on', { count: JUMP_S })}
          onClick={() => go(at + JUMP_S)}
        >
          <IconRewindForward10 size={20} />
        </ActionIcon>
        <span className={`num ${css.time}`}>
          {clock(at)} <span className={css.quiet}>/ {clock(length)}</span>
        </span>
        <select
          className={css.speed}
          aria-label={t('recorded.speed')}
          defaultValue={1}
          onChange={(event) => {
            if (sound.current) sound.current.playbackRate = Number(event.currentTarget.value);
          }}
        >
          {SPEEDS.map((each) => (
            <option key={each} value={each}>
              {speed.format(each)}×
            </option>
          ))}
        </select>
      </div>
      {silences.length > 0 && (
        <ul className={css.silences} aria-label={t('recorded.silences')}>
          {silences.map((each) => (
            <li key={each.fromMs}>
              <button type="button" data-why={each.why} onClick={() => go(each.toMs / 1000)}>
                <i aria-hidden="true" />
                {t(`recorded.silence.${each.why}`)}
                <span className="num">
                  {clock(each.fromMs / 1000)}–{clock(each.toMs / 1000)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {failed && <ErrorNote text={t('recorded.unplayable')} onRetry={toggle} />}
    </div>
  );
}
