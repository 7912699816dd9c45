import { ApiError } from '@centralino/api/problem.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Flow } from '../api.ts';
import { DraftSaver } from './saving.ts';

const flow = (name: string) => ({ name }) as unknown as Flow;
const refusal = (status: number, code: string) => new ApiError({ status, code });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('saves the last of several changes once, after a moment', async () => {
  const sent: string[] = [];
  const saver = new DraftSaver(
    3,
    async (revision, wanted) => {
      sent.push(`${revision} ${wanted.name}`);
      return { revision: revision + 1 };
    },
    () => {},
  );
  saver.change(flow('a'));
  saver.change(flow('b'));
  expect(saver.current().state).toBe('changed');
  await vi.runAllTimersAsync();
  expect(sent).toEqual(['3 b']);
  expect(saver.current()).toEqual({ state: 'saved', revision: 4 });
});

it('sends what changed meanwhile once the request before it is back', async () => {
  const sent: string[] = [];
  let answer = () => {};
  const saver = new DraftSaver(
    1,
    (revision, wanted) => {
      sent.push(`${revision} ${wanted.name}`);
      return new Promise((done) => {
        answer = () => done({ revision: revision + 1 });
      });
    },
    () => {},
  );
  saver.change(flow('a'));
  await vi.runAllTimersAsync();
  saver.change(flow('b'));
  await vi.runAllTimersAsync();
  expect(sent).toEqual(['1 a']);
  answer();
  await vi.runAllTimersAsync();
  expect(sent).toEqual(['1 a', '2 b']);
});

it('stops when somebody else saved, until one insists', async () => {
  const send = vi.fn().mockRejectedValueOnce(refusal(409, 'stale_revision'));
  const saver = new DraftSaver(1, send, () => {});
  saver.change(flow('mine'));
  await vi.runAllTimersAsync();
  expect(saver.current().state).toBe('stale');
  saver.change(flow('mine too'));
  await vi.runAllTimersAsync();
  expect(send).toHaveBeenCalledTimes(1);
  send.mockResolvedValueOnce({ revision: 8 });
  await saver.insist(7, flow('mine too'));
  expect(send).toHaveBeenLastCalledWith(7, flow('mine too'));
  expect(saver.current()).toEqual({ state: 'saved', revision: 8 });
});

it('tries again while the server cannot be reached, and keeps what waits for a page that goes', async () => {
  const send = vi.fn().mockRejectedValueOnce(refusal(0, 'unreachable'));
  const saver = new DraftSaver(1, send, () => {});
  saver.change(flow('a'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(saver.current().state).toBe('unreachable');
  expect(saver.leave()).toEqual({ revision: 1, flow: flow('a') });
  send.mockResolvedValueOnce({ revision: 2 });
  saver.change(flow('b'));
  await vi.runAllTimersAsync();
  expect(saver.current()).toEqual({ state: 'saved', revision: 2 });
  expect(saver.leave()).toBeUndefined();
});

it('says what the server refuses, and sends the next change all the same', async () => {
  const send = vi.fn().mockRejectedValueOnce(refusal(422, 'invalid_field'));
  const saver = new DraftSaver(1, send, () => {});
  saver.change(flow('a'));
  await vi.runAllTimersAsync();
  expect(saver.current().state).toBe('refused');
  send.mockResolvedValueOnce({ revision: 2 });
  saver.change(flow('b'));
  await vi.runAllTimersAsync();
  expect(saver.current().state).toBe('saved');
});
