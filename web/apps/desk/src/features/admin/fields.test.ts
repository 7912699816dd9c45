import { expect, it } from 'vitest';
import { type Field, faultOf, refusals, valueAt, withValue } from './fields.ts';

const fields: Field[] = [
  { path: 'name', name: 'name', kind: 'text' },
  { path: 'settings.routing.ring_s', name: 'ring', kind: 'number', min: 5, max: 300 },
  { path: 'settings.routing.wrap_up.seconds', name: 'wrapUp', kind: 'number' },
];

it('reads and changes a document at a path, and leaves the old one alone', () => {
  const before = { name: 'A', settings: { routing: { ring_s: 30, other: 1 } } };
  const after = withValue(before, 'settings.routing.ring_s', 45);
  expect(valueAt(after, 'settings.routing.ring_s')).toBe(45);
  expect(valueAt(after, 'settings.routing.other')).toBe(1);
  expect(before.settings.routing.ring_s).toBe(30);
  expect(valueAt(before, 'not.there')).toBeUndefined();
});

it('sees an empty name, and a number that is none or out of range', () => {
  const [name, ring] = fields as [Field, Field];
  expect(faultOf(name, '  ')).toEqual({ kind: 'needed' });
  expect(faultOf(name, 'A')).toBeUndefined();
  expect(faultOf(ring, 4)).toEqual({ kind: 'range', min: 5, max: 300 });
  expect(faultOf(ring, '')).toMatchObject({ kind: 'range' });
  expect(faultOf(ring, 1.5)).toMatchObject({ kind: 'range' });
  expect(faultOf(ring, 30)).toBeUndefined();
});

it('puts what the server refuses at its field, however the server reached it', () => {
  const said = [
    { field: 'queues[0].ring_s', message: 'too long' },
    { field: 'wrap_up.seconds', message: 'too short' },
    { field: 'overflow.to', message: 'unknown' },
  ];
  expect(refusals(fields, said)).toEqual({
    'settings.routing.ring_s': 'too long',
    'settings.routing.wrap_up.seconds': 'too short',
    '': 'overflow.to: unknown',
  });
});
