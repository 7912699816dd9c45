import { useQueryClient } from '@tanstack/react-query';

type Item = { id: string } | { key: string } | { user_id: string };

const nameOf = (item: Item): string =>
  'id' in item ? item.id : 'user_id' in item ? item.user_id : item.key;

/** Keeps a fetched list true after a change, without asking for all of it again. */
export function useKeptList<T extends Item>(queryKey: readonly string[]) {
  const queries = useQueryClient();
  const change = (next: (items: T[]) => T[]) =>
    queries.setQueryData<{ items: T[] }>(queryKey, (old) => ({ items: next(old?.items ?? []) }));
  return {
    /** Takes the place of what had its name, or comes last. */
    put: (item: T) =>
      change((items) => {
        const at = items.findIndex((each) => nameOf(each) === nameOf(item));
        return at < 0 ? [...items, item] : items.with(at, item);
      }),
    drop: (item: T) => change((items) => items.filter((each) => nameOf(each) !== nameOf(item))),
    again: () => queries.invalidateQueries({ queryKey }),
  };
}
