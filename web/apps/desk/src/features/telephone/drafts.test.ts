import { expect, it } from 'vitest';
import {
  numberDocument,
  numberDraft,
  passwordFrom,
  troubleOf,
  trunkDocument,
  trunkDraft,
} from './drafts.ts';

it('prefixes are kept as they are compared, and keys only where nobody can read them', () => {
  const draft = trunkDraft();
  const { settings } = trunkDocument({
    ...draft,
    settings: { ...draft.settings, allowed: ['+39 02', ' 0049 ', ''], srtp: true },
  });
  expect(settings.allowed).toEqual(['+3902', '+49']);
  expect(settings.srtp).toBe(false);
});

it('money is written in its units and told in millionths, and only while it is watched', () => {
  const draft = trunkDraft();
  const money = {
    watched: true,
    currency: ' eur',
    per_day: '12.50',
    prices: [{ prefix: '0039', per_minute: 0.0135 }],
  };
  const { settings } = trunkDocument({ ...draft, money });
  const spending = {
    currency: 'EUR',
    per_day_max_micros: 12_500_000,
    prices: [{ prefix: '+39', per_minute_micros: 13_500 }],
  };
  expect(settings.spending).toEqual(spending);
  const trunk = { id: 'trunk_1', name: 'A', has_password: false, settings };
  expect(trunkDraft(trunk).money).toEqual({
    watched: true,
    currency: 'EUR',
    per_day: 12.5,
    prices: [{ prefix: '+39', per_minute: 0.0135 }],
  });
  const quiet = trunkDocument({ ...trunkDraft(trunk), money: { ...money, watched: false } });
  expect('spending' in quiet.settings).toBe(false);
});

it('a password that is not written stays as it is', () => {
  expect('password' in trunkDocument(trunkDraft())).toBe(false);
  expect(trunkDocument({ ...trunkDraft(), password: 'x' }).password).toBe('x');
});

it('a number without a flow or hours of its own names none', () => {
  const draft = numberDraft(undefined, 'queue_1');
  expect('flow_id' in numberDocument(draft)).toBe(false);
  expect('calendar' in numberDocument(draft)).toBe(false);
  expect(numberDocument({ ...draft, calendar: 'shop' }).calendar).toBe('shop');
});

it('a password is as long as its chance', () => {
  expect(passwordFrom(new Uint8Array(20).fill(255))).toHaveLength(20);
});

it('what the other side said becomes advice', () => {
  expect(troubleOf('401 after a password was sent')).toBe('password');
  expect(troubleOf('no answer')).toBe('silent');
  expect(troubleOf('the connection is refused')).toBe('unreachable');
  expect(troubleOf('503 Service Unavailable')).toBe('theirs');
  expect(troubleOf('self-signed certificate')).toBe('certificate');
  expect(troubleOf('200 OK')).toBeUndefined();
});
