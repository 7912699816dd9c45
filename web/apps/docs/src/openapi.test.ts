import { expect, it } from 'vitest';
import { byTag, type Document, type Parameter, resolved, typeText } from './openapi.ts';

it('reads a schema as one would write it', () => {
  expect(typeText({ type: 'array', items: { $ref: '#/components/schemas/Message' } })).toBe(
    'Message[]',
  );
  expect(typeText({ type: ['string', 'null'] })).toBe('string | null');
  expect(typeText({ type: 'array', items: { enum: ['it', 'en'] } })).toBe('("it" | "en")[]');
  expect(typeText({ type: 'string', format: 'date-time' })).toBe('string (date-time)');
});

it('follows a reference to a shared parameter, and keeps one that leads nowhere', () => {
  const key: Parameter = { name: 'Idempotency-Key', in: 'header' };
  const shared: Parameter = { $ref: '#/components/parameters/IdempotencyKey', name: '', in: '' };
  expect(resolved(shared, { IdempotencyKey: key })).toBe(key);
  expect(resolved(shared, {})).toBe(shared);
  expect(resolved(key, undefined)).toBe(key);
});

it('groups operations in the order of the tags and leaves empty ones out', () => {
  const document: Document = {
    info: { title: '', version: '1' },
    tags: [{ name: 'session' }, { name: 'cases' }, { name: 'empty' }],
    paths: {
      '/cases/{id}': { patch: { tags: ['cases'] } },
      '/session': { post: { tags: ['session'] }, delete: { tags: ['session'] } },
      '/loose': { get: {} },
    },
  };
  expect([...byTag(document).keys()]).toEqual(['session', 'cases', 'other']);
  expect(
    byTag(document)
      .get('session')
      ?.map((each) => each.method),
  ).toEqual(['post', 'delete']);
});
