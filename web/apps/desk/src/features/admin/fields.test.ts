import { expect, it } from 'vitest';
import { type Field, faultOf, placesOf, refusals, valueAt, withValue } from './fields.ts';

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
  const price: Field = { path: 'price', name: 'price', kind: 'number', decimals: 6, max: 10 };
  expect(faultOf(price, 0.0135)).toBeUndefined();
  expect(faultOf(price, '0.10')).toBeUndefined();
  expect(faultOf(price, '')).toEqual({ kind: 'amount', min: 0, max: 10 });
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

const list: Field = {
  path: 'steps',
  name: 'steps',
  kind: 'rows',
  columns: [
    { path: 'closed', name: 'closed', kind: 'switch' },
    {
      path: 'after',
      name: 'after',
      kind: 'number',
      min: 1,
      when: (row) => !(row as { closed: boolean }).closed,
    },
  ],
};

it('knows every place of a list, and changes one of them', () => {
  const document = { steps: [{ closed: false, after: 5 }, { closed: true }] };
  expect(placesOf([list], document).map((each) => each.path)).toEqual([
    'steps',
    'steps[0].closed',
    'steps[0].after',
    'steps[1].closed',
  ]);
  const after = withValue(document, 'steps[0].after', 9);
  expect(after.steps).toEqual([{ closed: false, after: 9 }, { closed: true }]);
  expect(valueAt(after, 'steps[0].after')).toBe(9);
  expect(document.steps[0]?.after).toBe(5);
});

it('puts a refusal of one of a list at its place, else at the list; or where the field says', () => {
  const places = placesOf(
    [list, { path: 'pages', name: 'pages', kind: 'lines', refusedAs: 'look.origins' }],
    { steps: [{ closed: false, after: 5 }] },
  );
  const said = (field: string) => Object.keys(refusals(places, [{ field, message: 'no' }]));
  expect(said('steps[0].after')).toEqual(['steps[0].after']);
  expect(said('steps[4]')).toEqual(['steps']);
  expect(said('look.origins[2]')).toEqual(['pages']);
});

it('sees addresses and colours that are none, and choices too few', () => {
  const of = (kind: Field['kind'], more: Partial<Field> = {}): Field => ({
    path: 'x',
    name: 'x',
    kind,
    ...more,
  });
  expect(faultOf(of('email'), 'nobody')).toEqual({ kind: 'email' });
  expect(faultOf(of('email'), ' a@b.example ')).toBeUndefined();
  expect(faultOf(of('colour', { optional: true }), '')).toBeUndefined();
  expect(faultOf(of('colour', { optional: true }), 'red')).toEqual({ kind: 'colour' });
  expect(faultOf(of('checks', { min: 1 }), [])).toEqual({ kind: 'choose' });
  expect(faultOf(of('checks', { min: 1 }), ['a'])).toBeUndefined();
});
