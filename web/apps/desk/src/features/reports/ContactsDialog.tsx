import { useLive } from '@centralino/live/react.tsx';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { Empty, ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { useSpanText, useTimes } from '@centralino/ui/texts.ts';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fetchContacts } from './api.ts';
import { bounds } from './model.ts';
import css from './Reports.module.css';

/** Which contacts: those of a day of the tenant, or those between two instants. */
export type ContactFilter = { label: string; queue?: string | undefined; exit?: string } & (
  | { day: string }
  | { from: string; to: string }
);

export function ContactsDialog({
  filter,
  onClose,
}: {
  filter: ContactFilter;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const span = useSpanText();
  const zone = useLive((state) => state.me.tenant.zone);
  const times = useTimes(zone);
  const range = 'day' in filter ? bounds(filter.day, filter.day, zone) : filter;
  const query = { from: range.from, to: range.to, queue: filter.queue, exit: filter.exit };
  const contacts = useInfiniteQuery({
    queryKey: ['contacts', query],
    queryFn: ({ pageParam, signal }) => fetchContacts(query, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });
  const items = contacts.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Dialog title={`${t('contacts.title')}: ${filter.label}`} onClose={onClose} width={960}>
      {contacts.isError && <ErrorNote error={contacts.error} onRetry={() => contacts.refetch()} />}
      {contacts.isPending && <Skeleton rows={6} height={32} />}
      {contacts.isSuccess && items.length === 0 && (
        <Empty level="h3" title={t('contacts.empty')} text={t('reports.emptyText')} />
      )}
      {items.length > 0 && (
        <div className={css.scroll} role="region" aria-label={t('contacts.title')} tabIndex={0}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('contacts.customer')}</th>
                <th scope="col">{t('contacts.queue')}</th>
                <th scope="col">{t('contacts.arrived')}</th>
                <th scope="col">{t('contacts.exit')}</th>
                <th scope="col" data-num="">
                  {t('contacts.wait')}
                </th>
                <th scope="col" data-num="">
                  {t('contacts.handle')}
                </th>
                <th scope="col">{t('contacts.agent')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((each) => (
                <tr key={each.work_id}>
                  <th scope="row">{each.customer.name}</th>
                  <td>{each.queue.name}</td>
                  <td className="num">
                    <time dateTime={each.enqueued_at} title={times.full(each.enqueued_at)}>
                      {times.date(each.enqueued_at)}, {times.time(each.enqueued_at)}
                    </time>
                  </td>
                  <td>{t(`exit.${each.exit ?? 'waiting'}`)}</td>
                  <td data-num="">{span(each.wait_s)}</td>
                  <td data-num="">{each.handle_s === null ? '–' : span(each.handle_s)}</td>
                  <td>{each.agent?.name ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <footer className={css.foot}>
        <span role="status">
          {contacts.isSuccess && t('contacts.count', { count: items.length })}
        </span>
        {contacts.hasNextPage && (
          <Button
            variant="default"
            loading={contacts.isFetchingNextPage}
            onClick={() => contacts.fetchNextPage()}
          >
            {t('action.showMore')}
          </Button>
        )}
      </footer>
    </Dialog>
  );
}
