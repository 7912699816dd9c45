/* Shortcuts as text, as events and as what is printed on a key. Pure. */

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** "alt+a", "mod+k", "?" or "j". Alt is read from the key's place: on a Mac Alt+A types "å". */
export function strokeOf(press: KeyPress): string {
  const mod = press.ctrlKey || press.metaKey;
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1]?.toLowerCase();
  const key = press.altKey && letter ? letter : press.key.toLowerCase();
  return `${mod ? 'mod+' : ''}${press.altKey ? 'alt+' : ''}${key}`;
}

/** A shortcut of bare keys is off while somebody types and can be switched off for good. */
export const isBare = (keys: string): boolean => !keys.includes('+');

export function printed(keys: string, mac: boolean): string[] {
  return keys.split(/[+ ]/).map((part) => {
    if (part === 'mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'alt') return mac ? '⌥' : 'Alt';
    return part.length === 1 ? part.toUpperCase() : part;
  });
}

export const isSequence = (keys: string): boolean => keys.includes(' ');

export const onMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
