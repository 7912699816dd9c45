/* One listener for every shortcut of the table. */
import { preferences } from '@centralino/ui/preferences.ts';
import { useEffect } from 'react';
import { commandIds, definitionOf } from './definitions.ts';
import { runCommand } from './hub.ts';
import { isBare, isSequence, strokeOf } from './keys.ts';

const SEQUENCE_MS = 1200;

const types = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export function useKeyboard(): void {
  useEffect(() => {
    let first = '';
    let firstAt = 0;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const stroke = strokeOf(event);
      const bareAllowed =
        preferences().singleKeys &&
        !types(event.target) &&
        !document.querySelector('[aria-modal="true"], [role="menu"]');
      const sequence = event.timeStamp - firstAt < SEQUENCE_MS ? `${first} ${stroke}` : '';
      const keyed = (keys: string) => commandIds.filter((id) => definitionOf(id).keys === keys);
      const after = keyed(sequence);
      // Keys may stand for two things of which one can be done at a time: declining and hanging up.
      const found = after.length > 0 ? after : keyed(stroke);
      const starts = commandIds.some((id) => {
        const { keys } = definitionOf(id);
        return keys !== undefined && isSequence(keys) && keys.startsWith(`${stroke} `);
      });
      first = starts && bareAllowed ? stroke : '';
      firstAt = event.timeStamp;
      const [command] = found;
      if (!command) return;
      const { keys } = definitionOf(command);
      if (keys && isBare(keys) && !bareAllowed) return;
      if (found.some(runCommand)) event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
