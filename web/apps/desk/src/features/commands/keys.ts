/* Shortcuts as text, as events and as what is printed on a key. Pure. */

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const isFunction = (key: string): boolean => /^f\d+$/.test(key);

/** "alt+a", "mod+k", "shift+f6", "?" or "j". Shift counts only where it types nothing. Alt is read from the key's place: on a Mac Alt+A types "å". */
export function strokeOf(press: KeyPress): string {
  const mod = press.ctrlKey || press.metaKey;
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1]?.toLowerCase();
  const key = press.altKey && letter ? letter : press.key.toLowerCase();
  const shift = press.shiftKey && isFunction(key);
  return `${mod ? 'mod+' : ''}${press.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`;
}

/** A shortcut of bare keys is off while somebody types and can be switched off for good. */
export const isBare = (keys: string): boolean => !keys.includes('+') && !isFunction(keys);

export function printed(keys: string, mac: boolean): string[] {
  return keys.split(/[+ ]/).map((part) => {
    if (part === 'mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'alt') return mac ? '⌥' : 'Alt';
    if (part === 'shift') return mac ? '⇧' : 'Shift';
    return part.length === 1 || isFunction(part) ? part.toUpperCase() : part;
  });
}

export const isSequence = (keys: string): boolean => keys.includes(' ');

export const onMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
