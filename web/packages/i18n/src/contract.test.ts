/*
 * Nobody may ever read a code of the server: whatever the contract lets it say has words in both languages.
 * The codes come from the contract and, where a message or an entry of the journal is one, from the server.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { texts as english } from './en/texts.ts';
import { texts as italian } from './it/texts.ts';

const root = join(import.meta.dirname, '../../../..');
const schemas = JSON.parse(readFileSync(join(root, 'contract/openapi.json'), 'utf8')).components
  .schemas as Record<string, { enum?: string[] }>;
const codes = (name: string): string[] => schemas[name]?.enum ?? [];

/** Every first match of `pattern` in the server's sources about `subject`. */
function said(subject: string, pattern: RegExp, room = 'subjects'): string[] {
  const folder = join(root, 'server', room, subject);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((each) => each.endsWith('.cpp'))
    .map((each) => readFileSync(join(folder, each), 'utf8'));
  return sources.flatMap((text) => [...text.matchAll(pattern)].map((each) => each[1] ?? ''));
}

const conversationJournal = [
  ...said('conversations', /journal\([^;]*?"conversation",[^;]*?"(\w+)",/g),
  ...said('cases', /journal\([^;]*?"case",[^;]*?"(\w+)",/g),
  ...said('phone', /journal\([^;]*?"(?:conversation|case)",[^;]*?"(\w+)",/g, 'channels'),
];
const events = [
  ...said('conversations', /say\(row, "(\w+)"/g).filter((code) => !code.endsWith('_')),
  ...said('phone', /note_event\([^;]*?"(\w+)"\)/g, 'channels'),
  // "call_" and why a call did not happen.
  ...said('phone', /case voice::Cause::\w+:\s*return "(\w+)"/g, 'channels')
    .filter((why) => why !== 'answered_elsewhere')
    .map((why) => `call_${why}`),
  ...codes('EndedBy').map((by) => `ended_by_${by}`),
];

const EXPECTED: [group: string, codes: string[]][] = [
  ['exit', [...codes('Exit'), 'waiting']],
  ['agentState', codes('AgentState')],
  ['presence', codes('PresenceState')],
  ['role', codes('Role')],
  ['caseState', codes('CaseState')],
  ['caseType', codes('CaseType')],
  ['priority', codes('CasePriority')],
  ['conversationState', codes('State')],
  ['event', events],
  ['history', conversationJournal],
];

for (const [language, texts] of [
  ['it', italian],
  ['en', english],
] as const) {
  it.each(EXPECTED)(`${language}: every code of "%s" has words`, (group, expected) => {
    expect(expected.length).toBeGreaterThan(0);
    const words = texts[group as keyof typeof texts] as Record<string, string>;
    const silent = expected.filter((code) => !words[code]);
    expect(silent).toEqual([]);
  });
}

it('knows what each delivery of a message is called', () => {
  const { delivery } = italian.conversation;
  expect(codes('Delivery').filter((code) => !(code in delivery))).toEqual([]);
});
