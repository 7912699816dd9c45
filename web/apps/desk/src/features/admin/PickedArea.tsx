/* An area in which one thing at a time is open: its name is chosen above, its settings stand below. */
import { Empty, ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { NativeSelect } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import css from './Admin.module.css';
import { AreaHead } from './AreaHead.tsx';

interface Props<T> {
  title: string;
  lead: string;
  /** What can be begun. */
  action?: ReactNode;
  query: UseQueryResult<{ items: T[] }>;
  empty: { icon: ReactNode; title: string; text: string };
  label: string;
  idOf: (item: T) => string;
  nameOf: (item: T) => string;
  hintOf?: (item: T) => string;
  /** Which one is open; the first, while it is none that there is. */
  chosen: string;
  onChoose: (id: string) => void;
  children: (item: T) => ReactNode;
}

export function PickedArea<T>(props: Props<T>) {
  const { query, empty, idOf } = props;
  const items = query.data?.items ?? [];
  const item = items.find((each) => idOf(each) === props.chosen) ?? items[0];
  return (
    <>
      <AreaHead title={props.title} lead={props.lead}>
        {props.action}
      </AreaHead>
      {query.isError && <ErrorNote error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton rows={8} height={48} />}
      {query.isSuccess && !item && <Empty {...empty} />}
      {item && (
        <>
          <NativeSelect
            className={css.pick ?? ''}
            label={props.label}
            description={props.hintOf?.(item)}
            value={idOf(item)}
            onChange={(event) => props.onChoose(event.currentTarget.value)}
            data={items.map((each) => ({ value: idOf(each), label: props.nameOf(each) }))}
          />
          {props.children(item)}
        </>
      )}
    </>
  );
}
