/* The three hooks of preact/hooks that the widget uses. Effects run right after drawing. */
import { afterDrawing, nextHook } from './preact.ts';

export function useState<T>(first?: T): [T, (value: T) => void] {
  const { hook, redraw } = nextHook();
  if (!('value' in hook)) hook.value = first;
  const set = (value: T): void => {
    if (Object.is(hook.value, value)) return;
    hook.value = value;
    redraw();
  };
  return [hook.value as T, set];
}

export function useRef<T>(first: T): { current: T } {
  const { hook } = nextHook();
  hook.value ??= { current: first };
  return hook.value as { current: T };
}

export function useEffect(effect: () => unknown, deps?: unknown[]): void {
  const { hook } = nextHook();
  const before = hook.deps;
  if (before && deps?.every((each, at) => Object.is(each, before[at]))) return;
  hook.deps = deps;
  afterDrawing(() => {
    hook.stop?.();
    const stop = effect();
    hook.stop = typeof stop === 'function' ? (stop as () => void) : undefined;
  });
}
