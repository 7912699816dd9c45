/* Changing flows: every change gives a new one, the old stays as it was. Pure. */
import type { Flow, FlowNode, Kind } from '../api.ts';
import { edgesOf } from './edges.ts';

type Bag = Record<string, unknown>;

const steps = (path: string): string[] => path.split(/[.[\]]+/).filter(Boolean);

export const valueAt = (document: unknown, path: string): unknown =>
  steps(path).reduce<unknown>((at, key) => (at as Bag | undefined)?.[key], document);

/** With another value at `path`; undefined takes the field out. Missing objects on the way are made. */
export const withValue = <T>(document: T, path: string, value: unknown): T =>
  put(document, steps(path), value) as T;

function put(at: unknown, [first, ...rest]: string[], value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(at)) return at.with(Number(first), put(at[Number(first)], rest, value));
  const { [first]: old, ...others } = (at ?? {}) as Bag;
  const inner = put(old, rest, value);
  if (inner === undefined) return others;
  // A field keeps its place, so that a document reads the same before and after.
  return old === undefined ? { ...others, [first]: inner } : { ...(at as Bag), [first]: inner };
}

export const NAME = /^[a-z0-9_]{1,40}$/;

const NOTHING_SAID = { text: {} };

/** A node of this kind with nothing chosen yet. */
export function freshNode(kind: Kind, flow: Flow): FlowNode {
  const person = flow.person ?? undefined;
  const patience = person ? { no_match: person, no_input: person } : {};
  const prompt = NOTHING_SAID;
  switch (kind) {
    case 'say':
      return { type: kind, prompt };
    case 'menu':
      return { type: kind, prompt, choices: [{ key: '1', label: {} }], ...patience };
    case 'ask':
      return { type: kind, prompt, variable: '', validator: { kind: 'any' }, ...patience };
    case 'hours':
      return { type: kind, calendar: '' };
    case 'language':
      return { type: kind, ...patience };
    case 'set':
    case 'end':
      return { type: kind };
    case 'if':
      return { type: kind, conditions: [{ variable: '', is: 'equal', value: '' }] };
    case 'queue':
      return { type: kind, queue: '' };
    case 'callback':
      return { type: kind, queue: '', prompt };
    case 'voicemail':
      return { type: kind, queue: '', prompt, answer_within_ms: 86_400_000 };
    case 'consent':
      return { type: kind, prompt };
    case 'look_up':
      return { type: kind, url: 'https://' };
    case 'secret':
      return {
        type: kind,
        prompt,
        variable: '',
        validator: { kind: 'digits', length_min: 4, length_max: 6 },
        ...patience,
      };
    case 'survey':
      return { type: kind, prompt, variable: '', lowest: 1, highest: 5 };
    case 'module':
      return { type: kind, module: '' };
    case 'transfer':
      return { type: kind, to: 'queue', target: '' };
  }
}

export const withNode = (flow: Flow, name: string, node: FlowNode): Flow => ({
  ...flow,
  nodes: { ...flow.nodes, [name]: node },
});

/** Whoever led to it leads nowhere: the gate says where a choice is due. */
export function withoutNode(flow: Flow, name: string): Flow {
  const { [name]: _, ...nodes } = flow.nodes;
  return led({ ...flow, nodes }, name, undefined);
}

/** The same node under another name; whoever led to it still does. */
export function renamed(flow: Flow, from: string, to: string): Flow {
  const nodes = Object.fromEntries(
    Object.entries(flow.nodes).map(([name, node]) => [name === from ? to : name, node]),
  );
  return led({ ...flow, nodes }, from, to);
}

function led(flow: Flow, from: string, to: string | undefined): Flow {
  const nodes = Object.fromEntries(
    Object.entries(flow.nodes).map(([name, node]) => [
      name,
      edgesOf(node, '')
        .filter((edge) => edge.to === from)
        .reduce((now, edge) => withValue(now, edge.path, to), node),
    ]),
  );
  const start = flow.start === from ? (to ?? '') : flow.start;
  const person = flow.person === from ? to : flow.person;
  const { person: _, ...rest } = flow;
  return { ...rest, nodes, start, ...(person && { person }) };
}

/** A name nobody has yet: "menu", "menu_2". */
export function nameFor(flow: Flow, wish: string): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wish : `${wish}_${n}`;
    if (!(name in flow.nodes)) return name;
  }
}
