/* The outline: a flow's nodes in the order in which its ways lead to them, as lines with depth. Pure. */
import type { Flow } from '../api.ts';
import { type Edge, edgesOf } from './edges.ts';

export interface Line {
  /** Unique in the outline, stable while the ways stay. */
  id: string;
  /** The node it stands for; for a `link` the node it leads back to. */
  name: string;
  depth: number;
  /** The way that leads here; none for the first node and for those that no way reaches. */
  edge?: Edge;
  /** node: shown here for the first time; link: stands elsewhere; missing: there is no such node. */
  kind: 'node' | 'link' | 'missing';
  /** No way leads here. */
  lost?: boolean;
}

const DEPTH_MAX = 8;

export function outline(flow: Flow, language: string): Line[] {
  const lines: Line[] = [];
  const seen = new Set<string>();

  function visit(name: string, depth: number, id: string, edge?: Edge, lost = false): void {
    const node = flow.nodes[name];
    const kind = !node ? 'missing' : seen.has(name) ? 'link' : 'node';
    lines.push({ id, name, depth, kind, ...(edge && { edge }), ...(lost && { lost }) });
    if (!node || kind === 'link') return;
    seen.add(name);
    const inner = Math.min(depth + 1, DEPTH_MAX);
    const edges = edgesOf(node, language).filter((each) => each.to);
    // One way on is a list, not a step further in.
    const step = edges.length === 1 ? depth : inner;
    for (const each of edges) visit(each.to, step, `${name}/${each.path}`, each);
  }

  if (flow.start) visit(flow.start, 0, 'start');
  if (flow.person && !seen.has(flow.person)) visit(flow.person, 0, 'person');
  for (const name of Object.keys(flow.nodes))
    if (!seen.has(name)) visit(name, 0, `lost/${name}`, undefined, true);
  return lines;
}

/** The lines whose node fits what was typed: its name or its words. */
export function found(lines: readonly Line[], flow: Flow, typed: string): Line[] {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return [...lines];
  return lines.filter(
    ({ kind, name }) =>
      kind === 'node' &&
      (name.includes(wanted) || JSON.stringify(flow.nodes[name]).toLowerCase().includes(wanted)),
  );
}

/** What a node is about, in a few words of its author. */
export function snippet(flow: Flow, name: string, language: string): string {
  const node = flow.nodes[name];
  if (!node) return '';
  if ('prompt' in node && node.prompt)
    return node.prompt.text[language] || Object.values(node.prompt.text).find(Boolean) || '';
  switch (node.type) {
    case 'queue':
      return node.queue;
    case 'hours':
      return node.calendar;
    case 'transfer':
      return node.target;
    case 'module':
      return node.module;
    case 'look_up':
      return node.url;
    case 'set':
      return Object.keys({ ...node.variables, ...node.record }).join(', ');
    case 'if':
      return node.conditions.map((each) => each.variable).join(', ');
    default:
      return '';
  }
}
