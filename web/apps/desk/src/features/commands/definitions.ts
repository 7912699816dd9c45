/*
 * Everything that can be done, once. Palette, shortcut sheet, menus and buttons are drawn from this table;
 * the component that can do a thing binds it with useCommand while it is on the page ("when" and "run").
 * Keys: "mod" is Ctrl or ⌘; two keys with a space are pressed one after the other.
 */
import type { Role } from '@centralino/api/types.ts';

export type Group = 'go' | 'conversation' | 'call' | 'offer' | 'wrapup' | 'view' | 'me';

export interface Definition {
  group: Group;
  keys?: string;
  /** Who may; everybody when it is not said. */
  roles?: readonly Role[];
}

const administers: readonly Role[] = ['admin'];
const leads: readonly Role[] = ['supervisor', 'admin'];

export const definitions = {
  palette: { group: 'go', keys: 'mod+k' },
  goInbox: { group: 'go', keys: 'g i' },
  goFloor: { group: 'go', keys: 'g w', roles: leads },
  goReports: { group: 'go', keys: 'g r', roles: leads },
  goAdmin: { group: 'go', keys: 'g a', roles: administers },
  accept: { group: 'offer', keys: 'alt+a' },
  decline: { group: 'offer', keys: 'alt+d' },
  next: { group: 'conversation', keys: 'j' },
  previous: { group: 'conversation', keys: 'k' },
  reply: { group: 'conversation', keys: 'r' },
  note: { group: 'conversation', keys: 'n' },
  attach: { group: 'conversation', keys: 'u' },
  takeBack: { group: 'conversation', keys: 'alt+z' },
  transfer: { group: 'conversation', keys: 'alt+t' },
  end: { group: 'conversation', keys: 'e' },
  mute: { group: 'call', keys: 'alt+m' },
  hold: { group: 'call', keys: 'alt+h' },
  keypad: { group: 'call', keys: 'alt+k' },
  hangUp: { group: 'call', keys: 'alt+d' },
  dial: { group: 'call', keys: 'alt+n' },
  devices: { group: 'call' },
  complete: { group: 'wrapup', keys: 'alt+c' },
  extend: { group: 'wrapup', keys: 'alt+x' },
  presence: { group: 'me', keys: 'alt+p' },
  available: { group: 'me' },
  away: { group: 'me' },
  nextRegion: { group: 'view', keys: 'f6' },
  previousRegion: { group: 'view', keys: 'shift+f6' },
  toggleList: { group: 'view', keys: '[' },
  toggleContext: { group: 'view', keys: ']' },
  fullScreen: { group: 'view', keys: 'f', roles: leads },
  theme: { group: 'view', keys: 'mod+.' },
  language: { group: 'view' },
  shortcuts: { group: 'view', keys: '?' },
  account: { group: 'me' },
  signOut: { group: 'me' },
} as const satisfies Record<string, Definition>;

export type CommandId = keyof typeof definitions;

export const commandIds = Object.keys(definitions) as CommandId[];

export const definitionOf = (id: CommandId): Definition => definitions[id];
