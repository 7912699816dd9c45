/* Somebody who is left on hold is a failure: their agent and those who lead are told, until it ends or is seen. */
import type { Call } from '@centralino/api/types.ts';
import { useLive, useLiveStore, useServerNow } from '@centralino/live/react.tsx';
import { announceNow } from '@centralino/ui/announce.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { CloseButton } from '@mantine/core';
import { IconHourglassHigh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Phone.module.css';
import { useParty } from './party.ts';

/** Since when each is held, by the server's clock. */
type Since = Record<string, number>;

export function HeldLong() {
  const { t } = useTranslation('phone');
  const store = useLiveStore();
  const calls = useLive((state) => state.calls);
  const [since, setSince] = useState<Since>({});

  useEffect(
    () =>
      store.listenToPhone((event) => {
        if (event.type !== 'call.hold_too_long') return;
        const offset = store.view().state?.offsetMs ?? 0;
        const from = Date.now() + offset - event.hold_s * 1000;
        setSince((known) => ({ ...known, [event.conversation_id]: from }));
        announceNow(t('heldLong.title'));
      }),
    [store, t],
  );

  // Whoever is held again later begins anew.
  useEffect(() => {
    // A call that is not known yet may still be shown as held.
    const resumed = (id: string) => calls.some((each) => each.conversation_id === id && !each.held);
    setSince((known) => {
      const left = Object.entries(known).filter(([id]) => !resumed(id));
      return left.length === Object.keys(known).length ? known : Object.fromEntries(left);
    });
  }, [calls]);

  return calls.map((call) => {
    const from = since[call.conversation_id];
    if (from === undefined || !call.held) return null;
    const close = () => setSince(({ [call.conversation_id]: _, ...others }) => others);
    return <Bar key={call.conversation_id} call={call} since={from} onClose={close} />;
  });
}

interface Props {
  call: Call;
  since: number;
  onClose: () => void;
}

function Bar({ call, since, onClose }: Props) {
  const { t } = useTranslation('phone');
  const common = useTranslation().t;
  const party = useParty();
  const now = useServerNow();
  const { conversation_id: id, agent_id } = call;
  const mine = useLive((state) => state.me.user_id) === agent_id;
  const known = useLive(
    (state) => state.conversations.find((each) => each.id === id)?.customer.name,
  );
  const agent = useLive((state) => state.agents.find((each) => each.id === agent_id)?.name);
  const name = known ?? party(call);
  const words = { name, agent, time: clock((now - since) / 1000) };
  return (
    <section className={css.alarm} aria-label={t('heldLong.title')}>
      <IconHourglassHigh size={20} aria-hidden="true" />
      <p className="num">{t(agent && !mine ? 'heldLong.textOf' : 'heldLong.text', words)}</p>
      <Link to="/inbox/$conversationId" params={{ conversationId: id }}>
        {t('heldLong.open')}
      </Link>
      <CloseButton aria-label={common('action.close')} onClick={onClose} />
    </section>
  );
}
