/*
 * The part of Preact's interface that the widget uses, in a fifth of the bytes: every page of every customer's
 * site loads this file. The components are written against the real Preact (its types check them); the
 * build puts this module in its place (vite.config.ts), and taking the alias away takes Preact back.
 * Not supported: fragments, context, setters with a function. Every component draws one root element.
 */
import type { ComponentChildren, VNode } from 'preact';

type Draw = (props: Record<string, unknown>) => Child;
type Child = Node | string | number | boolean | null | undefined;

interface Node {
  type: string | Draw;
  props: Record<string, unknown>;
  key: unknown;
}

/** Something drawn: a text, an element with its children, or a component with what it drew. */
interface Drawn {
  type: string | Draw | undefined;
  props: Record<string, unknown>;
  dom: Element | Text | undefined;
  children: Map<string, Drawn>;
  inner: Drawn | undefined;
  hooks: Hook[];
}

export interface Hook {
  value?: unknown;
  deps?: unknown[] | undefined;
  stop?: (() => void) | undefined;
}

let drawing: Drawn | undefined;
let hookAt = 0;
let effects: (() => void)[] = [];
const changed = new Set<Drawn>();

/** The current component's next hook, new at its first drawing. */
export function nextHook(): { hook: Hook; redraw: () => void } {
  const owner = drawing as Drawn;
  const at = hookAt;
  hookAt += 1;
  owner.hooks[at] ??= {};
  return { hook: owner.hooks[at] as Hook, redraw: () => schedule(owner) };
}

export const afterDrawing = (effect: () => void): void => {
  effects.push(effect);
};

function schedule(owner: Drawn): void {
  if (changed.size === 0) queueMicrotask(redrawChanged);
  changed.add(owner);
}

function redrawChanged(): void {
  for (const owner of [...changed]) {
    changed.delete(owner);
    // What was taken off the page in the meantime is not drawn again.
    if (owner.inner) draw(owner, false);
  }
  runEffects();
}

function runEffects(): void {
  const due = effects;
  effects = [];
  for (const effect of due) effect();
}

export const jsx = (type: Node['type'], props: Node['props'], key?: unknown): Node => ({
  type,
  props,
  key,
});
export { jsx as jsxs };

const domOf = (drawn: Drawn): Element | Text =>
  drawn.inner ? domOf(drawn.inner) : (drawn.dom as Element | Text);

function setProperty(dom: Element, name: string, value: unknown, svg: boolean): void {
  if (name === 'key' || name === 'children') return;
  if (name === 'ref') {
    if (value) (value as { current: unknown }).current = dom;
  } else if (name.startsWith('on')) {
    // A handler set this way that returns false would cancel the event.
    (dom as unknown as Record<string, unknown>)[name.toLowerCase()] = (event: Event) => {
      (value as (event: Event) => void)(event);
    };
  } else if (value === undefined || value === null || (value === false && !name.includes('-'))) {
    dom.removeAttribute(name);
    if (name in dom && value === false) (dom as unknown as Record<string, unknown>)[name] = false;
  } else if (!svg && name in dom && !name.includes('-')) {
    const target = dom as unknown as Record<string, unknown>;
    // Writing the same value again would move the caret.
    if (target[name] !== value) target[name] = value;
  } else dom.setAttribute(name, String(value));
}

function make(child: Child, svg: boolean): Drawn {
  const drawn: Drawn = {
    type: undefined,
    props: {},
    dom: undefined,
    children: new Map(),
    inner: undefined,
    hooks: [],
  };
  if (child && typeof child === 'object') {
    drawn.type = child.type;
    if (typeof child.type === 'string') {
      drawn.dom = svg
        ? document.createElementNS('http://www.w3.org/2000/svg', child.type)
        : document.createElement(child.type);
    }
  } else drawn.dom = document.createTextNode('');
  return drawn;
}

/** Brings `old` up to `child`, or draws anew when they are of different kinds. */
function patch(old: Drawn | undefined, child: Child, parentSvg: boolean): Drawn {
  const node = child && typeof child === 'object' ? child : undefined;
  const svg = parentSvg || node?.type === 'svg';
  const drawn = old && old.type === node?.type ? old : make(child, svg);
  if (!node) {
    const text = child === true || child === false || child == null ? '' : String(child);
    const dom = drawn.dom as Text;
    if (dom.data !== text) dom.data = text;
    return drawn;
  }
  const before = drawn.props;
  drawn.props = node.props;
  if (typeof node.type !== 'string') draw(drawn, svg);
  else {
    const dom = drawn.dom as Element;
    patchChildren(dom, drawn, node.props.children as ComponentChildren, svg);
    for (const name of Object.keys({ ...before, ...node.props })) {
      const value = node.props[name];
      const controlled = name === 'value' || name === 'checked';
      if (controlled || before[name] !== value) setProperty(dom, name, value, svg);
    }
  }
  return drawn;
}

function draw(drawn: Drawn, svg: boolean): void {
  const [outer, outerAt] = [drawing, hookAt];
  drawing = drawn;
  hookAt = 0;
  const child = (drawn.type as Draw)(drawn.props);
  [drawing, hookAt] = [outer, outerAt];
  const before = drawn.inner;
  const after = patch(before, child, svg);
  if (before && before !== after) {
    domOf(before).replaceWith(domOf(after));
    drop(before);
  }
  drawn.inner = after;
}

function drop(drawn: Drawn): void {
  for (const hook of drawn.hooks) hook.stop?.();
  if (drawn.inner) drop(drawn.inner);
  drawn.inner = undefined;
  for (const child of drawn.children.values()) drop(child);
  const { ref } = drawn.props as { ref?: { current: unknown } };
  if (ref && ref.current === drawn.dom) ref.current = null;
}

function patchChildren(dom: Element, owner: Drawn, children: unknown, svg: boolean): void {
  const before = owner.children;
  owner.children = new Map();
  // Each place in the markup is its own key, so that a list that grows moves nothing after it.
  const add = (child: Child, key: string): void => {
    owner.children.set(key, patch(before.get(key), child, svg));
  };
  [children].flat().forEach((child, place) => {
    if (Array.isArray(child)) for (const each of child) add(each, `${place}:${each.key}`);
    else add(child as Child, String(place));
  });
  for (const [key, old] of before) {
    if (owner.children.get(key) === old) continue;
    const gone = domOf(old);
    drop(old);
    gone.remove();
  }
  let at = dom.firstChild;
  for (const child of owner.children.values()) {
    const own = domOf(child);
    if (own === at) at = at.nextSibling;
    else dom.insertBefore(own, at);
  }
}

const roots = new WeakMap<object, Drawn>();

export function render(node: VNode, container: ParentNode & globalThis.Node): void {
  const before = roots.get(container);
  const drawn = patch(before, node as unknown as Child, false);
  roots.set(container, drawn);
  if (!before) container.appendChild(domOf(drawn));
  runEffects();
}
