/* Opening hours as their form holds them: one row for each opening, times as people write them. Pure. */
import type { OpeningHours } from './api.ts';

const DAY_MINUTES = 24 * 60;

interface Span {
  from: string;
  to: string;
}

export interface HoursDraft {
  name: string;
  weekly: (Span & { weekday: string })[];
  special_days: (Span & { date: string; name: string; closed: boolean })[];
}

export const NEW_OPENING = { weekday: '1', from: '09:00', to: '18:00' };
export const newSpecialDay = (date: string) => ({
  date,
  name: '',
  closed: true,
  from: NEW_OPENING.from,
  to: NEW_OPENING.to,
});

/** Monday to Friday, as most begin. */
export const usualHours = (name: string): OpeningHours => ({
  name,
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, ...minutes(NEW_OPENING) })),
  special_days: [],
});

const written = (minute: number): string => {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor((minute % DAY_MINUTES) / 60))}:${two(minute % 60)}`;
};

const read = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

/** What ends before it begins, or when it begins, goes on after midnight. */
function minutes({ from, to }: Span): { from_minute: number; to_minute: number } {
  const start = read(from);
  const end = read(to);
  return { from_minute: start, to_minute: end > start ? end : end + DAY_MINUTES };
}

const span = (opening: { from_minute: number; to_minute: number }): Span => ({
  from: written(opening.from_minute),
  to: written(opening.to_minute),
});

export function hoursDraft(hours: OpeningHours): HoursDraft {
  return {
    name: hours.name,
    weekly: hours.weekly.map((each) => ({ weekday: String(each.weekday), ...span(each) })),
    special_days: hours.special_days.flatMap(({ date, name, openings }) =>
      openings.length === 0
        ? [{ ...newSpecialDay(date), name }]
        : openings.map((each) => ({ date, name, closed: false, ...span(each) })),
    ),
  };
}

/** In order, and with one entry for a day however many rows it has. */
export function hoursDocument(draft: HoursDraft): OpeningHours {
  const weekly = draft.weekly
    .map((each) => ({ weekday: Number(each.weekday), ...minutes(each) }))
    .sort((a, b) => a.weekday - b.weekday || a.from_minute - b.from_minute);
  const days = new Map<string, OpeningHours['special_days'][number]>();
  for (const { date, name, closed, ...times } of draft.special_days) {
    const day = days.get(date) ?? { date, name: name.trim(), openings: [] };
    if (!closed) day.openings.push(minutes(times));
    days.set(date, day);
  }
  const special_days = [...days.values()].sort((a, b) => a.date.localeCompare(b.date));
  return { name: draft.name.trim(), weekly, special_days };
}
