/* Where a node leads: the fields that name other nodes. Pure. */
import type { FlowNode, Kind } from '../api.ts';

export interface Edge {
  /** Where in the node: "choices[1].next". */
  path: string;
  /** Empty: not chosen yet. */
  to: string;
  /** What the way is called: a name under flows.edge, or what the author wrote. */
  name: string;
  detail?: string;
}

const FIXED: Record<Kind, readonly string[]> = {
  say: ['next'],
  menu: ['no_match', 'no_input'],
  ask: ['next', 'no_match', 'no_input'],
  hours: ['open', 'closed'],
  language: ['next', 'no_match', 'no_input'],
  set: ['next'],
  if: ['otherwise'],
  queue: ['closed', 'nobody', 'callback', 'next'],
  callback: ['accepted', 'declined', 'unavailable', 'no_match', 'no_input'],
  voicemail: ['next'],
  consent: ['granted', 'refused', 'no_match', 'no_input'],
  look_up: ['ok', 'not_found', 'timed_out', 'failed'],
  secret: ['next', 'no_match', 'no_input'],
  survey: ['next', 'no_match', 'no_input'],
  module: ['next'],
  transfer: ['failed', 'next'],
  end: [],
};

const label = (texts: Record<string, string>, language: string): string =>
  texts[language] || Object.values(texts).find(Boolean) || '';

/** In the order in which they are drawn; those not chosen have an empty `to`. */
export function edgesOf(node: FlowNode, language: string): Edge[] {
  const bag = node as unknown as Record<string, unknown>;
  const fixed = FIXED[node.type].map((name) => ({
    path: name,
    name,
    to: (bag[name] as string | undefined) ?? '',
  }));
  return [...listed(node, language), ...fixed];
}

function listed(node: FlowNode, language: string): Edge[] {
  if (node.type === 'menu')
    return node.choices.map((choice, index) => ({
      path: `choices[${index}].next`,
      name: 'choice',
      detail: `${choice.key} · ${label(choice.label, language)}`,
      to: choice.next ?? '',
    }));
  if (node.type === 'if')
    return node.conditions.map((condition, index) => ({
      path: `conditions[${index}].next`,
      name: `is_${condition.is}`,
      detail: condition.variable,
      to: condition.next ?? '',
    }));
  if (node.type === 'module')
    return Object.entries(node.outcomes ?? {}).map(([outcome, to]) => ({
      path: `outcomes.${outcome}`,
      name: 'outcome',
      detail: outcome,
      to,
    }));
  return [];
}
