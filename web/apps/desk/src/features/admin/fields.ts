/* A form as a list of fields over a document: reading, changing and checking it. Pure. */

/** The names under admin.field and admin.choice in the texts. */
export interface Field {
  /** Where it lies in the document: "settings.routing.ring_s". */
  path: string;
  name: string;
  kind: 'text' | 'number' | 'choice' | 'switch';
  unit?: 'seconds' | 'percent' | 'people' | 'times';
  min?: number;
  max?: number;
  options?: readonly string[];
  /** Shown only then; a hidden field keeps its value. */
  when?: (document: unknown) => boolean;
}

export interface Section {
  name: string;
  fields: readonly Field[];
}

type Bag = Record<string, unknown>;

export function valueAt(document: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at as Bag | undefined)?.[key], document);
}

/** The document with another value at `path`; the one given stays as it is. */
export function withValue<T>(document: T, path: string, value: unknown): T {
  const [first = '', ...rest] = path.split('.');
  const bag = document as Bag;
  const inner = rest.length > 0 ? withValue(bag[first] as Bag, rest.join('.'), value) : value;
  return { ...bag, [first]: inner } as T;
}

export type Fault = { kind: 'needed' } | { kind: 'range'; min: number; max: number };

/** What can be seen to be wrong without asking the server. */
export function faultOf(field: Field, value: unknown): Fault | undefined {
  if (field.kind === 'text') return String(value ?? '').trim() ? undefined : { kind: 'needed' };
  if (field.kind !== 'number') return undefined;
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = field;
  const fits = Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  return fits ? undefined : { kind: 'range', min, max };
}

/**
 * The server's refusals by field. It names the place as it checked it, which may begin elsewhere than the
 * document ("queues[0].ring_s"): what counts is how the name ends. What fits nowhere stays under "".
 */
export function refusals(
  fields: readonly Field[],
  said: readonly { field: string; message: string }[],
): Record<string, string> {
  const tail = (path: string): string => path.split('.').slice(-2).join('.');
  const last = (path: string): string => path.split('.').at(-1) ?? path;
  const result: Record<string, string> = {};
  for (const { field, message } of said) {
    const place =
      fields.find((each) => each.path === field) ??
      fields.find((each) => tail(each.path) === tail(field)) ??
      fields.find((each) => last(each.path) === last(field));
    result[place?.path ?? ''] = place ? message : `${field}: ${message}`;
  }
  return result;
}
