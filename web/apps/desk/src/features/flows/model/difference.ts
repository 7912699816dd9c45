/* What changed between two versions, sorted for reading. Pure. */
import type { Difference } from '../api.ts';

export interface Change {
  what: 'added' | 'removed' | 'changed' | 'settings';
  /** The node; empty for the settings. */
  node: string;
  /** First parts of the changed fields: "prompt", "choices". */
  fields: string[];
}

const heads = (paths: readonly string[]): string[] => [
  ...new Set(paths.map((path) => path.split(/[.[]/)[0] ?? path)),
];

export const changesOf = (difference: Difference): Change[] => [
  ...(difference.settings.length > 0
    ? [{ what: 'settings' as const, node: '', fields: heads(difference.settings) }]
    : []),
  ...difference.added.map((node) => ({ what: 'added' as const, node, fields: [] })),
  ...difference.removed.map((node) => ({ what: 'removed' as const, node, fields: [] })),
  ...difference.changed.map(({ node, fields }) => ({
    what: 'changed' as const,
    node,
    fields: heads(fields),
  })),
];
