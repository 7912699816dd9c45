import { expect, it } from 'vitest';
import type { QueueDocument } from './api.ts';
import { tidyPlace } from './placeFields.ts';
import { queueDocument, queueDraft } from './queueDraft.ts';
import { lineFor, originOf, widgetDocument, widgetDraft } from './widgetDraft.ts';

const queue = {
  name: 'Officina',
  settings: {
    routing: { strategy: 'longest_idle', ring_s: 30 },
    service_level: { threshold_s: 20 },
  },
} as unknown as QueueDocument;

it('a queue without overflow says what the server does, and keeps having none', () => {
  const draft = queueDraft(queue);
  expect(draft.overflow.to).toBe('');
  expect(draft.idle).toEqual({ warn_after_s: 600, end_after_s: 300 });
  expect(queueDocument(draft).settings.routing).toEqual(queue.settings.routing);
});

it('an overflow is taken in and out again', () => {
  const overflow = { to: 'queue_0000000000001', after_s: 90, also: false };
  const draft = { ...queueDraft(queue), overflow };
  const document = queueDocument(draft);
  expect(document.settings.routing.overflow).toEqual(overflow);
  expect(queueDraft(document).overflow).toEqual(overflow);
  expect(queueDraft(document).settings.routing).not.toHaveProperty('overflow');
});

it('a widget with nothing of its own stays so', () => {
  const bare = { name: 'Sito', queue_id: 'queue_0000000000001', look: {} };
  const draft = widgetDraft(bare);
  expect(draft).toMatchObject({ active: true, pages: [], own: false, accent: '' });
  expect(widgetDocument(draft)).toEqual({ ...bare, look: { active: true } });
});

it('pages become origins, once each', () => {
  const draft = widgetDraft({ name: 'A', queue_id: 'q', look: {} });
  const pages = ['https://Shop.example/cart?x=1', '', ' shop.example ', 'http://a.example:8080'];
  expect(widgetDocument({ ...draft, pages }).look.allowed_origins).toEqual([
    'https://shop.example',
    'http://a.example:8080',
  ]);
  expect(originOf('not a page')).toBe('not a page');
});

it('the line to paste', () => {
  expect(lineFor('abc', 'https://desk.example', '#7a1f3d')).toContain(' data-accent="#7a1f3d" ');
  expect(lineFor('abc', 'https://desk.example')).toBe(
    '<script src="https://desk.example/widget.js" data-widget="abc" async></script>',
  );
});

it('a skill is named once, with the level that was chosen last', () => {
  const skills = [
    { skill: 'a', level: 3 },
    { skill: 'b', level: 1 },
    { skill: 'a', level: 7 },
  ];
  const capacity = { voice: 0, chat: 1, email: 0, messaging: 0, task: 0 };
  expect(tidyPlace({ skills, languages: [], queues: [], capacity }).skills).toEqual([
    { skill: 'a', level: 7 },
    { skill: 'b', level: 1 },
  ]);
});
