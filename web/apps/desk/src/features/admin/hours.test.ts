import { expect, it } from 'vitest';
import { hoursDocument, hoursDraft } from './hours.ts';

const hours = {
  name: 'Negozio',
  weekly: [
    { weekday: 1, from_minute: 540, to_minute: 780 },
    { weekday: 5, from_minute: 1320, to_minute: 1560 },
    { weekday: 6, from_minute: 0, to_minute: 1440 },
  ],
  special_days: [
    { date: '2026-12-24', name: 'Vigilia', openings: [{ from_minute: 540, to_minute: 720 }] },
    { date: '2026-12-25', name: 'Natale', openings: [] },
  ],
};

it('comes back as it was, past midnight and around the clock too', () => {
  const draft = hoursDraft(hours);
  expect(draft.weekly[1]).toEqual({ weekday: '5', from: '22:00', to: '02:00' });
  expect(draft.special_days[1]).toMatchObject({ date: '2026-12-25', closed: true });
  expect(hoursDocument(draft)).toEqual(hours);
});

it('orders the week, and gathers the rows of one special day', () => {
  const document = hoursDocument({
    name: ' A ',
    weekly: [
      { weekday: '2', from: '14:00', to: '18:00' },
      { weekday: '2', from: '09:00', to: '13:00' },
      { weekday: '1', from: '09:00', to: '13:00' },
    ],
    special_days: [
      { date: '2026-08-15', name: 'Ferragosto', closed: false, from: '09:00', to: '11:00' },
      { date: '2026-01-01', name: 'Capodanno', closed: true, from: '09:00', to: '18:00' },
      { date: '2026-08-15', name: '', closed: false, from: '15:00', to: '16:00' },
    ],
  });
  expect(document.name).toBe('A');
  expect(document.weekly.map((each) => [each.weekday, each.from_minute])).toEqual([
    [1, 540],
    [2, 540],
    [2, 840],
  ]);
  expect(document.special_days).toEqual([
    { date: '2026-01-01', name: 'Capodanno', openings: [] },
    {
      date: '2026-08-15',
      name: 'Ferragosto',
      openings: [
        { from_minute: 540, to_minute: 660 },
        { from_minute: 900, to_minute: 960 },
      ],
    },
  ]);
});
