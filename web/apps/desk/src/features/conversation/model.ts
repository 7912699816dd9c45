/* The timeline as rows: days, and messages that know whether they go on from the one before. Pure. */
import type { Message } from '@centralino/api/types.ts';

export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message; continues: boolean };

const GROUP_MS = 5 * 60_000;

/** `dayOf` names the day of an instant in the tenant's zone. */
export function rows(messages: Message[], dayOf: (at: string) => string): Row[] {
  const result: Row[] = [];
  let before: Message | undefined;
  for (const message of messages) {
    const newDay = !before || dayOf(before.at) !== dayOf(message.at);
    if (newDay) result.push({ kind: 'day', key: `day-${message.at}`, at: message.at });
    const continues =
      !newDay &&
      before !== undefined &&
      before.kind !== 'event' &&
      message.kind !== 'event' &&
      (before.kind === 'note') === (message.kind === 'note') &&
      before.author.kind === message.author.kind &&
      before.author.id === message.author.id &&
      Date.parse(message.at) - Date.parse(before.at) < GROUP_MS;
    result.push({ kind: 'message', key: message.id, message, continues });
    before = message;
  }
  return result;
}

/** How many rows there are up to the conversation's end; all of them while it goes on. */
export function endOf(list: readonly Row[], endedAt: string | undefined): number {
  if (!endedAt) return list.length;
  const end = Date.parse(endedAt);
  const after = list.findIndex(
    (row) => Date.parse(row.kind === 'day' ? row.at : row.message.at) > end,
  );
  return after < 0 ? list.length : after;
}

/** The last message of the visitor, which is what "seen" refers to. */
export function lastFromVisitor(messages: Message[]): number {
  return messages.findLast((each) => each.author.kind === 'visitor')?.n ?? 0;
}

export function fileSize(bytes: number, language: string): string {
  const [value, unit] =
    bytes >= 1_000_000 ? [bytes / 1_000_000, 'megabyte'] : [bytes / 1000, 'kilobyte'];
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
