/*
 * Binds definitions to what is on the page now. The last component that bound a command wins, so a dialog
 * can take one over and gives it back when it closes.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { type CommandId, commandIds } from './definitions.ts';

interface Binding {
  id: CommandId;
  run: () => void;
}

let bindings: Binding[] = [];
let available: ReadonlySet<CommandId> = new Set();
const listeners = new Set<() => void>();

function publish(): void {
  available = new Set(bindings.map((each) => each.id));
  for (const listener of listeners) listener();
}

export function runCommand(id: CommandId): boolean {
  const binding = bindings.findLast((each) => each.id === id);
  binding?.run();
  return binding !== undefined;
}

/** `enabled` is the command's "when". */
export function useCommand(id: CommandId, run: () => void, enabled = true): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!enabled) return;
    const binding = { id, run: () => latest.current() };
    bindings = [...bindings, binding];
    publish();
    return () => {
      bindings = bindings.filter((each) => each !== binding);
      publish();
    };
  }, [id, enabled]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The commands that can be run now, in the order of the table. */
export function useAvailableCommands(): CommandId[] {
  const set = useSyncExternalStore(subscribe, () => available);
  return commandIds.filter((id) => set.has(id));
}
