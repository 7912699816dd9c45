/* An area that is a list of things in a table. */
import { Empty, ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import css from './Admin.module.css';
import { AreaHead } from './AreaHead.tsx';

interface Props<T> {
  title: string;
  lead: string;
  action?: ReactNode;
  query: UseQueryResult<{ items: T[] }>;
  empty: { icon: ReactNode; title: string; text: string; action?: ReactNode };
  columns: readonly string[];
  /** A row of the table for one thing; its last cell holds what can be done. */
  children: (item: T) => ReactNode;
}

export function TableArea<T>({ title, lead, action, query, empty, columns, children }: Props<T>) {
  const items = query.data?.items ?? [];
  return (
    <>
      <AreaHead title={title} lead={lead}>
        {action}
      </AreaHead>
      {query.isError && <ErrorNote error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton rows={4} height={48} />}
      {query.isSuccess && items.length === 0 && <Empty {...empty} />}
      {items.length > 0 && (
        <div className={css.scroll} role="region" aria-label={title} tabIndex={0}>
          <table className={css.table}>
            <thead>
              <tr>
                {columns.map((each) => (
                  <th key={each} scope="col">
                    {each}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>{items.map(children)}</tbody>
          </table>
        </div>
      )}
    </>
  );
}
