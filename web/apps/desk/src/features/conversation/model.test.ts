import type { Message } from '@centralino/api/types.ts';
import { expect, it } from 'vitest';
import { fileSize, lastFromVisitor, rows } from './model.ts';

const message = (n: number, at: string, over: Partial<Message> = {}): Message => ({
  id: `msg_${n}`,
  n,
  author: { kind: 'visitor', name: 'Cleo' },
  kind: 'text',
  text: '',
  at,
  state: 'accepted',
  ...over,
});
const day = (at: string) => at.slice(0, 10);

it('puts a line between days and joins what one person wrote in one go', () => {
  const list = rows(
    [
      message(1, '2026-03-01T10:00:00Z'),
      message(2, '2026-03-01T10:01:00Z'),
      message(3, '2026-03-01T10:30:00Z'),
      message(4, '2026-03-02T10:30:00Z'),
    ],
    day,
  );
  expect(list.map((row) => (row.kind === 'day' ? 'day' : row.continues))).toEqual([
    'day',
    false,
    true,
    false,
    'day',
    false,
  ]);
});

it('never joins a note with a reply', () => {
  const agent = { kind: 'agent' as const, id: 'user_1', name: 'Anna' };
  const list = rows(
    [
      message(1, '2026-03-01T10:00:00Z', { author: agent }),
      message(2, '2026-03-01T10:00:10Z', { author: agent, kind: 'note' }),
    ],
    day,
  );
  expect(list.at(-1)).toMatchObject({ continues: false });
});

it('knows how far the visitor has written', () => {
  const agent = { kind: 'agent' as const, name: 'Anna' };
  const thread = [message(1, ''), message(2, ''), message(3, '', { author: agent })];
  expect(lastFromVisitor(thread)).toBe(2);
  expect(lastFromVisitor([])).toBe(0);
});

it('says how big a file is as a person would', () => {
  expect(fileSize(2_400_000, 'en')).toBe('2.4 MB');
  expect(fileSize(48_000, 'en')).toBe('48 kB');
});
