import { request } from '@centralino/api/client.ts';
import type { Waiting } from '@centralino/api/types.ts';
import { useServerNow } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { Empty, ErrorNote } from '@centralino/ui/states.tsx';
import { ActionIcon } from '@mantine/core';
import { IconArrowBarToUp, IconMoodSmile } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EstimateText } from './EstimateText.tsx';
import css from './Floor.module.css';

const ROW_PX = 56;
/** A day: nobody has waited that long. */
const AHEAD_S = 86_400;

/** Whoever it is is the next of their queue from now on, also before those who were put first earlier. */
function putFirst(who: Waiting, waiting: Waiting[]): Promise<unknown> {
  const others = waiting.filter((each) => each.queue.id === who.queue.id);
  const most = others.reduce((sofar, each) => Math.max(sofar, each.priority), 0);
  return request('POST', `/api/v1/conversations/${who.conversation_id}/priority`, {
    body: { priority_s: most + AHEAD_S },
  });
}

/** Who waits and why. Only the rows in sight are drawn: on a bad day there are thousands. */
export function WaitingTable({ waiting }: { waiting: Waiting[] }) {
  const { t } = useTranslation();
  return (
    <div className={css.panel}>
      <h2 id="floor-waiting">
        {t('floor.waitingList')} <span className={css.count}>{waiting.length}</span>
      </h2>
      {waiting.length === 0 ? (
        <Empty
          level="h3"
          icon={<IconMoodSmile stroke={1.5} />}
          title={t('floor.noWaiting')}
          text={t('floor.noWaitingText')}
        />
      ) : (
        <Rows waiting={waiting} />
      )}
    </div>
  );
}

function Rows({ waiting }: { waiting: Waiting[] }) {
  const { t, i18n } = useTranslation();
  const now = useServerNow();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: waiting.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    getItemKey: (index) => waiting[index]?.work_id ?? index,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const language = i18n.language === 'it' ? 'it' : 'en';
  const first = useMutation({
    mutationFn: (who: Waiting) => putFirst(who, waiting),
    onSuccess: (_, who) => announce(t('floor.putFirst', { name: who.customer.name })),
  });
  return (
    <div
      ref={scroller}
      className={css.scroll}
      role="region"
      aria-labelledby="floor-waiting"
      tabIndex={0}
    >
      {first.isError && <ErrorNote error={first.error} />}
      <table className={css.table} aria-rowcount={waiting.length + 1}>
        <thead>
          <tr>
            <th scope="col">{t('floor.customer')}</th>
            <th scope="col" data-num="">
              {t('floor.waits')}
            </th>
            <th scope="col">{t('floor.expected')}</th>
            <th scope="col">{t('floor.whyWaiting')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('floor.first')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {items.map(({ index, key }) => {
            const each = waiting[index];
            if (!each) return null;
            return (
              // A long name or reason makes its row taller, which only measuring can tell.
              <tr
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                aria-rowindex={index + 2}
                style={{ height: ROW_PX }}
              >
                <th scope="row">
                  {each.customer.name}
                  <span className={css.sub}>
                    {each.queue.name} · {t('floor.position')} {each.position}
                  </span>
                </th>
                <td data-num="">{clock((now - Date.parse(each.enqueued_at)) / 1000)}</td>
                <td>
                  <EstimateText estimate={each.estimate} />
                </td>
                <td>{each.why.text[language]}</td>
                <td>
                  {each.position > 1 && (
                    <ActionIcon
                      variant="default"
                      size="lg"
                      disabled={first.isPending}
                      title={t('floor.first')}
                      aria-label={t('floor.firstOf', { name: each.customer.name })}
                      onClick={() => first.mutate(each)}
                    >
                      <IconArrowBarToUp size={18} aria-hidden="true" />
                    </ActionIcon>
                  )}
                </td>
              </tr>
            );
          })}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}
