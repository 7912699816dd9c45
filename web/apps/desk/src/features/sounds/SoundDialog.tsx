import { isApiError, newKey } from '@centralino/api/client.ts';
import { announce } from '@centralino/ui/announce.tsx';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconMicrophone, IconPlayerStop } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import adminCss from '../admin/Admin.module.css';
import { addSound, renameSound, replaceSound, type Sound, type SoundKind } from './api.ts';
import css from './Sounds.module.css';
import { useRecorder } from './useRecorder.ts';
import { asWav, Unusable } from './wav.ts';

interface Props {
  /** Which gets another name or audio; without one a sound is added. */
  sound?: Sound;
  onKept: (sound: Sound) => void;
  onClose: () => void;
}

/** A sound from a file or the microphone, heard before it is kept. */
export function SoundDialog({ sound, onKept, onClose }: Props) {
  const { t, i18n } = useTranslation('admin');
  const common = useTranslation().t;
  const key = useRef(newKey());
  const [name, setName] = useState(sound?.name ?? '');
  const [kind, setKind] = useState<SoundKind>('prompt');
  const [language, setLanguage] = useState(i18n.language === 'en' ? 'en' : 'it');
  const [audio, setAudio] = useState<Blob>();
  const [asked, setAsked] = useState(false);
  const [over, setOver] = useState(false);
  const recorder = useRecorder(setAudio);

  function take(file: File | undefined): void {
    if (!file) return;
    setAudio(file);
    if (!name) setName(file.name.replace(/\.\w+$/, '').slice(0, 100));
  }

  const keep = useMutation({
    mutationFn: async (taken: Blob | undefined) => {
      const wav = taken && (await asWav(taken));
      if (!sound) return wav && addSound({ name: name.trim(), kind, language }, wav, key.current);
      const renamed = name.trim() === sound.name ? sound : await renameSound(sound.id, name.trim());
      return wav ? replaceSound(sound.id, wav) : renamed;
    },
    onSuccess: (kept) => {
      if (kept) onKept(kept);
      announce(t('sounds.kept'));
      onClose();
    },
    onError: (error) => {
      if (!isApiError(error) || !error.unreachable) key.current = newKey();
    },
  });

  return (
    <Dialog
      title={sound ? t('sounds.changeTitle', { name: sound.name }) : t('sounds.create')}
      onClose={onClose}
    >
      <form
        className={adminCss.dialog}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if ((audio || sound) && name.trim()) keep.mutate(audio);
        }}
      >
        <fieldset
          className={css.drop}
          aria-label={t('sounds.audio')}
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer.files[0]);
          }}
        >
          <label>
            {t('sounds.file')}
            <input
              type="file"
              accept="audio/*"
              onChange={(event) => take(event.currentTarget.files?.[0])}
            />
          </label>
          <Button
            variant="default"
            leftSection={
              recorder.state === 'recording' ? (
                <IconPlayerStop size={18} aria-hidden="true" />
              ) : (
                <IconMicrophone size={18} aria-hidden="true" />
              )
            }
            onClick={() =>
              recorder.state === 'recording' ? recorder.stop() : void recorder.start()
            }
          >
            {t(recorder.state === 'recording' ? 'sounds.stop' : 'sounds.record')}
          </Button>
          {recorder.state === 'recording' && (
            <span className={css.taping}>
              {t('sounds.taping', { time: clock(recorder.seconds) })}
            </span>
          )}
          {audio && recorder.state !== 'recording' && <Heard audio={audio} />}
        </fieldset>
        {recorder.state === 'denied' && <ErrorNote text={t('sounds.denied')} />}
        {asked && !audio && !sound && <ErrorNote text={t('sounds.needed')} />}
        <TextInput
          label={t('sounds.name')}
          maxLength={100}
          value={name}
          error={asked && !name.trim() ? t('needed') : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {!sound && (
          <NativeSelect
            label={t('sounds.kind')}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as SoundKind)}
            data={(['prompt', 'music'] as const).map((value) => ({
              value,
              label: t(`sounds.kinds.${value}`),
            }))}
          />
        )}
        {!sound && kind === 'prompt' && (
          <NativeSelect
            label={t('sounds.language')}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
            data={(['it', 'en'] as const).map((value) => ({
              value,
              label: t(`sounds.languages.${value}`),
            }))}
          />
        )}
        {keep.isError && (
          <ErrorNote
            error={keep.error}
            {...(keep.error instanceof Unusable && { text: t(`sounds.${keep.error.why}`) })}
          />
        )}
        <div className={adminCss.buttons}>
          <Button variant="default" onClick={onClose}>
            {common('action.cancel')}
          </Button>
          <Button type="submit" loading={keep.isPending}>
            {t(sound ? 'save' : 'make')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What was chosen or taped, before it is kept. */
function Heard({ audio }: { audio: Blob }) {
  const { t } = useTranslation('admin');
  const address = useMemo(() => URL.createObjectURL(audio), [audio]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  // biome-ignore lint/a11y/useMediaCaption: what is heard here was just chosen or spoken.
  return <audio controls src={address} aria-label={t('sounds.preview')} />;
}
