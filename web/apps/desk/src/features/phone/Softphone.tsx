/* The telephone on every page: its life, the bars of its calls, its dialogs. Fetched when there is one. */
import { useLive, useLiveStore } from '@centralino/live/react.tsx';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useCommand } from '../commands/hub.ts';
import { guardAvailable } from '../presence/gate.ts';
import { AskedBar } from './AskedBar.tsx';
import { CallBar } from './CallBar.tsx';
import { askedAbout, hasVoice, myCalls, watched } from './calls.ts';
import { HeldLong } from './HeldLong.tsx';
import { askToNotify } from './notify.ts';
import { openPhone, useOpenPhone } from './open.ts';
import { Phone } from './Phone.ts';
import { keepPhone, usePhoneTexts } from './usePhone.ts';
import { WatchBar } from './WatchBar.tsx';

const DevicesDialog = lazy(() => import('./DevicesDialog.tsx'));
const DialDialog = lazy(() => import('./DialDialog.tsx'));
const ReadinessDialog = lazy(() => import('./ReadinessDialog.tsx'));

export default function Softphone() {
  const store = useLiveStore();
  const phone = useMemo(() => new Phone(store), [store]);
  const ready = usePhoneTexts();
  const voice = useLive(hasVoice);

  useEffect(() => {
    phone.start();
    keepPhone(phone);
    return () => {
      keepPhone(undefined);
      phone.stop();
    };
  }, [phone]);

  useEffect(() => {
    if (!voice) return;
    return guardAvailable(async () => {
      askToNotify();
      const fine = await phone.check();
      if (!fine) openPhone({ what: 'readiness', wanted: true });
      return fine;
    });
  }, [phone, voice]);

  useCommand('dial', () => openPhone({ what: 'dial' }), voice);
  useCommand('devices', () => openPhone({ what: 'devices' }));
  if (!ready) return null;
  return (
    <>
      <HeldLong />
      <Bars phone={phone} />
      <Dialogs phone={phone} />
    </>
  );
}

function Bars({ phone }: { phone: Phone }) {
  const calls = useLive((state) => state.calls);
  const me = useLive((state) => state.me);
  const desk = { calls, me };
  const mine = myCalls(desk);
  const listening = watched(desk);
  const asked = askedAbout(desk);
  return (
    <>
      {mine.map((call, index) => (
        <CallBar key={call.conversation_id} call={call} phone={phone} hasKeys={index === 0} />
      ))}
      {asked && <AskedBar call={asked} />}
      {listening && <WatchBar {...listening} />}
    </>
  );
}

function Dialogs({ phone }: { phone: Phone }) {
  const open = useOpenPhone();
  const close = () => openPhone(undefined);
  return (
    <Suspense>
      {open?.what === 'dial' && <DialDialog {...open} onClose={close} />}
      {open?.what === 'devices' && <DevicesDialog phone={phone} onClose={close} />}
      {open?.what === 'readiness' && (
        <ReadinessDialog phone={phone} wanted={open.wanted} onClose={close} />
      )}
    </Suspense>
  );
}
