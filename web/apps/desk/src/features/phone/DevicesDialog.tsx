/* Which microphone and which loudspeaker, with a bar that moves and a tone to hear. */
import '@centralino/ui/mantine-forms.css';
import {
  type Devices,
  listDevices,
  onDevicesChanged,
  playTone,
} from '@centralino/phone/devices.ts';
import { problemOf } from '@centralino/phone/media.ts';
import { meter } from '@centralino/phone/meter.ts';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { setPreference, usePreferences } from '@centralino/ui/preferences.ts';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, NativeSelect } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Checks } from './Checks.tsx';
import css from './Phone.module.css';
import type { Phone } from './Phone.ts';
import { usePhoneView } from './usePhone.ts';

export default function DevicesDialog({ phone, onClose }: { phone: Phone; onClose: () => void }) {
  const { t } = useTranslation('phone');
  const common = useTranslation().t;
  const { microphone, speaker } = usePreferences();
  const view = usePhoneView();
  const { level, problem, devices } = useMicrophone(microphone);
  const tone = useMutation({ mutationFn: () => playTone(speaker) });
  const options = (list: Devices['microphones']) => [
    { value: '', label: t('devices.system') },
    ...list
      .filter((each) => each.id)
      .map((each, index) => ({
        value: each.id,
        label: each.label || t('devices.nameless', { n: index + 1 }),
      })),
  ];
  return (
    <Dialog title={t('devices.title')} onClose={onClose}>
      <div className={css.dialog}>
        <NativeSelect
          data-autofocus
          label={t('devices.microphone')}
          value={microphone}
          onChange={(event) => {
            setPreference('microphone', event.currentTarget.value);
            void phone.chooseMicrophone(event.currentTarget.value);
          }}
          data={options(devices.microphones)}
        />
        {problem ? (
          <ErrorNote text={t(`advice.${problem}`)} />
        ) : (
          <div>
            <div
              className={css.meter}
              role="meter"
              aria-label={t('devices.level')}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(level * 100)}
            >
              <span style={{ transform: `scaleX(${level})` }} />
            </div>
            <p className={css.hint}>{t('devices.speak')}</p>
          </div>
        )}
        {devices.speakers.length > 0 && (
          <NativeSelect
            label={t('devices.speaker')}
            value={speaker}
            onChange={(event) => {
              setPreference('speaker', event.currentTarget.value);
              void phone.chooseSpeaker(event.currentTarget.value);
            }}
            data={options(devices.speakers)}
          />
        )}
        <Button
          variant="default"
          loading={tone.isPending}
          leftSection={<IconVolume size={18} aria-hidden="true" />}
          onClick={() => tone.mutate()}
        >
          {t('devices.tone')}
        </Button>
        {view && <Checks checks={view.checks.filter((each) => each.check !== 'microphone')} />}
        <div className={css.dialogButtons}>
          <Button onClick={onClose}>{common('action.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Opens it while the dialog is open, and shows how loud it hears. Names of devices come with the permission. */
function useMicrophone(device: string) {
  const [level, setLevel] = useState(0);
  const [problem, setProblem] = useState<'denied' | 'missing' | 'busy'>();
  const [devices, setDevices] = useState<Devices>({ microphones: [], speakers: [] });
  useEffect(() => {
    const refresh = () => void listDevices().then(setDevices, () => {});
    refresh();
    return onDevicesChanged(refresh);
  }, []);
  useEffect(() => {
    let gone = false;
    let stop = () => {};
    navigator.mediaDevices
      .getUserMedia({ audio: device ? { deviceId: { exact: device } } : true })
      .then(
        (stream) => {
          const end = meter(stream, setLevel);
          stop = () => {
            end();
            for (const track of stream.getTracks()) track.stop();
          };
          if (gone) return stop();
          setProblem(undefined);
          void listDevices().then(setDevices, () => {});
        },
        (error) => !gone && setProblem(problemOf(error)),
      );
    return () => {
      gone = true;
      stop();
    };
  }, [device]);
  return { level, problem, devices };
}
