import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Held, HOLD_MS } from './held.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function holding() {
  const gone: string[] = [];
  const held = new Held();
  const hold = (key: string, group: string) =>
    held.hold(key, group, async (leaving) => void gone.push(leaving ? `${key} leaving` : key));
  return { gone, held, hold };
}

it('lets go when the time is up, once', async () => {
  const { gone, held, hold } = holding();
  hold('a', 'x');
  await vi.advanceTimersByTimeAsync(HOLD_MS - 1);
  expect(gone).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  await held.release();
  expect(gone).toEqual(['a']);
});

it('keeps for good what was taken back, and says when it is too late', async () => {
  const { gone, held, hold } = holding();
  hold('a', 'x');
  expect(held.takeBack('a')).toBe(true);
  expect(held.takeBack('a')).toBe(false);
  await vi.advanceTimersByTimeAsync(HOLD_MS * 2);
  await held.release();
  expect(gone).toEqual([]);
});

it('lets go of one conversation and leaves the others', async () => {
  const { gone, held, hold } = holding();
  hold('a', 'x');
  hold('b', 'y');
  await held.release('x');
  expect(gone).toEqual(['a']);
});

it('sends everything at once when the page closes', async () => {
  const { gone, held, hold } = holding();
  hold('a', 'x');
  hold('b', 'y');
  const done = held.release(undefined, true);
  // Before anything is awaited: a page that closes runs nothing later.
  expect(gone).toEqual(['a leaving', 'b leaving']);
  await done;
  await vi.advanceTimersByTimeAsync(HOLD_MS);
  expect(gone).toHaveLength(2);
});
