/* Those who lead see every call under way, and may listen, whisper, take part or take it over. */
import type { Call } from '@centralino/api/types.ts';
import { useLive, useServerNow } from '@centralino/live/react.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { Empty, ErrorNote } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Supervision, supervise } from './api.ts';
import css from './CallsTable.module.css';
import { secondsOf } from './calls.ts';
import { useParty } from './party.ts';
import { phone, usePhoneTexts } from './usePhone.ts';

const MODES = ['listen', 'whisper', 'barge', 'take_over'] as const satisfies Supervision[];

export default function CallsTable() {
  return usePhoneTexts() ? <Table /> : null;
}

function Table() {
  const { t } = useTranslation('phone');
  const calls = useLive((state) => state.calls);
  const me = useLive((state) => state.me.user_id);
  const agents = useLive((state) => state.agents);
  const active = calls.filter((each) => each.state !== 'ended');
  const agentOf = (call: Call) => agents.find((each) => each.id === call.agent_id)?.name ?? '';
  const act = useMutation({
    mutationFn: async ({ id, mode }: { id: string; mode: Supervision }) => {
      await phone()?.beginSupervising();
      return supervise(id, mode);
    },
  });
  return (
    <div className={css.panel}>
      <h2 id="floor-calls">{t('calls.title')}</h2>
      {act.isError && <ErrorNote error={act.error} />}
      {active.length === 0 ? (
        <Empty
          level="h3"
          icon={<IconPhoneOff stroke={1.5} />}
          title={t('calls.none')}
          text={t('calls.noneText')}
        />
      ) : (
        <div className={css.scroll} role="region" aria-labelledby="floor-calls" tabIndex={0}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('calls.number')}</th>
                <th scope="col">{t('calls.agent')}</th>
                <th scope="col">{t('calls.state')}</th>
                <th scope="col">{t('calls.time')}</th>
                <th scope="col">{t('calls.known')}</th>
                <th scope="col">{t('calls.act')}</th>
              </tr>
            </thead>
            <tbody>
              {active.map((call) => (
                <Row
                  key={call.conversation_id}
                  call={call}
                  agent={agentOf(call)}
                  me={me}
                  busy={act.isPending}
                  onAct={(mode) => act.mutate({ id: call.conversation_id, mode })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

interface RowProps {
  call: Call;
  agent: string;
  me: string;
  busy: boolean;
  onAct: (mode: Supervision) => void;
}

function Row({ call, agent, me, busy, onAct }: RowProps) {
  const { t } = useTranslation('phone');
  const party = useParty();
  const now = useServerNow();
  const mode = call.watchers.find((each) => each.id === me)?.mode;
  const modes = call.state === 'talking' ? MODES.filter((each) => each !== mode) : [];
  return (
    <tr>
      <th scope="row" className="num">
        {party(call)}
      </th>
      <td>{agent}</td>
      <td>
        <span className={css.marks}>
          <Badge tone={call.state === 'talking' ? 'ok' : 'plain'}>{t(`state.${call.state}`)}</Badge>
          {call.held && <Badge tone="warn">{t('held')}</Badge>}
          {call.watchers.map((each) => (
            <Badge key={each.id} tone="info">
              {t(`watching.${each.mode}`, { name: each.name })}
            </Badge>
          ))}
        </span>
      </td>
      <td className="num">{clock(secondsOf(call, now))}</td>
      <td>{call.known.map((each) => `${each.name}: ${each.value}`).join(', ')}</td>
      <td>
        <span className={css.buttons}>
          {[...modes, ...(mode ? (['off'] as const) : [])].map((each) => (
            <Button
              key={each}
              size="xs"
              variant="default"
              disabled={busy}
              aria-label={t('watch.of', { what: t(`watch.${each}`), number: party(call) })}
              onClick={() => onAct(each)}
            >
              {t(`watch.${each}`)}
            </Button>
          ))}
        </span>
      </td>
    </tr>
  );
}
