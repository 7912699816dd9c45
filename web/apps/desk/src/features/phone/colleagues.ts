/* To whom a call can go on: who could answer first. Pure. */
import type { Shape } from '@centralino/api/types.ts';

export type Colleague = Shape<'Colleague'>;
type State = Colleague['state'] | 'on_call';

const ORDER: readonly State[] = ['available', 'offered', 'wrapup', 'busy', 'on_call', 'away'];

/** On a call says more than busy, unless they have left altogether. */
export const stateOf = ({ state, on_call }: Colleague): State =>
  on_call && state !== 'offline' ? 'on_call' : state;

/** Those who are there and whose name holds every word, the most likely to answer first, then by name. */
export function matching(
  colleagues: readonly Colleague[],
  words: string,
  language: string,
): Colleague[] {
  const wanted = words.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
  return colleagues
    .filter(({ state, name }) => {
      const lower = name.toLocaleLowerCase(language);
      return state !== 'offline' && wanted.every((word) => lower.includes(word));
    })
    .toSorted(
      (a, b) =>
        ORDER.indexOf(stateOf(a)) - ORDER.indexOf(stateOf(b)) ||
        a.name.localeCompare(b.name, language),
    );
}
