import { useLive, useServerNow } from '@centralino/live/react.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { Empty } from '@centralino/ui/states.tsx';
import { IconLayoutDashboard, IconLock } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../commands/hub.ts';
import { type ContactFilter, ContactsDialog } from '../reports/ContactsDialog.tsx';
import { AgentsTable } from './AgentsTable.tsx';
import css from './Floor.module.css';
import { totals, withWaitsAt } from './model.ts';
import { QueueCard } from './QueueCard.tsx';
import { WaitingTable } from './WaitingTable.tsx';

const TrunksPanel = lazy(() => import('../telephone/TrunksPanel.tsx'));
const CallsTable = lazy(() => import('../phone/CallsTable.tsx'));

export function FloorPage() {
  const { t } = useTranslation();
  const role = useLive((state) => state.me.role);
  if (role === 'agent') {
    return (
      <Empty
        level="h1"
        icon={<IconLock stroke={1.5} />}
        title={t('error.forbidden')}
        text={t('error.forbiddenText')}
      />
    );
  }
  return <Floor />;
}

function Floor() {
  const { t } = useTranslation();
  const known = useLive((state) => state.queues);
  const now = useServerNow();
  const agents = useLive((state) => state.agents);
  const waiting = useLive((state) => state.waiting);
  const telephone = useLive((state) => state.telephone);
  const queues = useMemo(() => withWaitsAt(known, waiting, now), [known, waiting, now]);
  const [filter, setFilter] = useState<ContactFilter>();
  const page = useRef<HTMLDivElement>(null);
  useCommand('fullScreen', () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void page.current?.requestFullscreen();
  });
  const sums = totals(queues);
  const available = agents.filter((each) => each.state_now === 'available').length;

  return (
    <div className={css.page} ref={page}>
      <header className={css.head}>
        <div>
          <h1>{t('floor.title')}</h1>
          <p>{t('floor.lead')}</p>
        </div>
        <dl className={css.sums}>
          <Sum label={t('floor.waiting')} value={String(sums.waiting)} late={sums.waiting > 0} />
          <Sum
            label={t('floor.longest')}
            value={sums.waiting > 0 ? clock(sums.longestWaitS) : '–'}
          />
          <Sum label={t('floor.active')} value={String(sums.active)} />
          <Sum label={t('floor.available')} value={String(available)} />
        </dl>
      </header>
      <section aria-labelledby="floor-queues">
        <h2 id="floor-queues">{t('floor.queues')}</h2>
        {queues.length === 0 ? (
          <Empty
            level="h3"
            icon={<IconLayoutDashboard stroke={1.5} />}
            title={t('floor.noQueues')}
            text={t('floor.noQueuesText')}
          />
        ) : (
          <div className={css.cards}>
            {queues.map((queue) => (
              <QueueCard key={queue.id} queue={queue} onContacts={setFilter} />
            ))}
          </div>
        )}
      </section>
      {telephone && (
        <Suspense>
          <TrunksPanel />
          <CallsTable />
        </Suspense>
      )}
      <div className={css.tables}>
        <WaitingTable waiting={waiting} />
        <AgentsTable agents={agents} queues={queues} />
      </div>
      {filter && <ContactsDialog filter={filter} onClose={() => setFilter(undefined)} />}
    </div>
  );
}

function Sum({ label, value, late = false }: { label: string; value: string; late?: boolean }) {
  return (
    <div className={css.sum} data-late={late || undefined}>
      <dt>{label}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}
