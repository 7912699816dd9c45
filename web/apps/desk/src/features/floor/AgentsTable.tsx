import type { AgentLive, QueueLive } from '@centralino/api/types.ts';
import { useServerNow } from '@centralino/live/react.tsx';
import { StateDot } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { Empty } from '@centralino/ui/states.tsx';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Floor.module.css';

export function AgentsTable({ agents, queues }: { agents: AgentLive[]; queues: QueueLive[] }) {
  const { t, i18n } = useTranslation();
  const now = useServerNow();
  // By name, so that a row stays where it is while its state changes.
  const sorted = useMemo(
    () => [...agents].sort((a, b) => a.name.localeCompare(b.name, i18n.language)),
    [agents, i18n.language],
  );
  const queueName = (id: string) => queues.find((each) => each.id === id)?.name;
  return (
    <div className={css.panel}>
      <h2 id="floor-agents">{t('floor.agents')}</h2>
      {sorted.length === 0 ? (
        <Empty level="h3" title={t('floor.noAgents')} text={t('floor.noAgentsText')} />
      ) : (
        <div className={css.scroll} role="region" aria-labelledby="floor-agents" tabIndex={0}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('floor.agent')}</th>
                <th scope="col">{t('floor.state')}</th>
                <th scope="col" data-num="">
                  {t('floor.time')}
                </th>
                <th scope="col" data-num="">
                  {t('floor.load')}
                </th>
                <th scope="col" data-num="">
                  {t('floor.handled')}
                </th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((agent) => (
                <tr key={agent.id}>
                  <th scope="row">
                    {agent.name}
                    <span className={css.sub}>
                      {agent.queues.map(queueName).filter(Boolean).join(', ')}
                    </span>
                  </th>
                  <td>
                    <span className={css.state}>
                      <StateDot state={agent.state_now} />
                      {t(`agentState.${agent.state_now}`)}
                      {!agent.connected && agent.state_now !== 'offline' && (
                        <span className={css.sub}>({t('floor.disconnected')})</span>
                      )}
                    </span>
                  </td>
                  <td data-num="">{clock((now - Date.parse(agent.state_since)) / 1000)}</td>
                  <td data-num="">
                    <Load count={agent.conversations} capacity={agent.capacity} />
                  </td>
                  <td data-num="">{agent.handled_today}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Load({ count, capacity }: { count: number; capacity: number }) {
  const { t } = useTranslation();
  const part = capacity > 0 ? Math.min(1, count / capacity) : 0;
  return (
    <span className={css.load}>
      <span className={css.bar} aria-hidden="true">
        <span style={{ transform: `scaleX(${part})` }} />
      </span>
      {t('floor.loadOf', { count, capacity })}
    </span>
  );
}
