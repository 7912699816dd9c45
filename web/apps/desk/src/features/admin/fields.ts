/* A form as a list of fields over a document: reading, changing and checking it. Pure. */

export interface Option {
  value: string;
  label: string;
}

/** The names under admin.field and admin.choice in the texts. */
export interface Field {
  /** Where it lies in the document: "settings.routing.ring_s"; in a list "weekly[0].from". */
  path: string;
  name: string;
  kind:
    | 'text'
    | 'email'
    /** Written only: it never comes back. */
    | 'password'
    | 'colour'
    | 'time'
    | 'date'
    | 'number'
    | 'choice'
    | 'switch'
    /** Some of the options. */
    | 'checks'
    /** A text of several lines. */
    | 'passage'
    /** A list of texts, one a line. */
    | 'lines'
    /** A list of things that have fields of their own: `columns`, which begin as `fresh` says. */
    | 'rows';
  unit?: 'seconds' | 'minutes' | 'percent' | 'people' | 'times' | 'days' | 'calls';
  /** Of a number: how many may follow the point; else it is whole. */
  decimals?: number;
  min?: number;
  max?: number;
  /** A text that may stay empty. */
  optional?: boolean;
  /** A bare string is named under admin.choice. */
  options?: readonly (string | Option)[];
  columns?: readonly Field[];
  fresh?: () => unknown;
  /** What the server calls it when it refuses, where that is another name. */
  refusedAs?: string;
  /** Shown only then; a hidden field keeps its value. In a row it is asked about the row. */
  when?: (document: unknown) => boolean;
}

export interface Section {
  name: string;
  fields: readonly Field[];
}

type Bag = Record<string, unknown>;

const steps = (path: string): string[] => path.split(/[.[\]]+/).filter(Boolean);

export function valueAt(document: unknown, path: string): unknown {
  return steps(path).reduce<unknown>((at, key) => (at as Bag | undefined)?.[key], document);
}

/** The document with another value at `path`; the one given stays as it is. */
export function withValue<T>(document: T, path: string, value: unknown): T {
  return put(document, steps(path), value) as T;
}

function put(at: unknown, [first, ...rest]: string[], value: unknown): unknown {
  if (first === undefined) return value;
  const inner = put((at as Bag)[first], rest, value);
  return Array.isArray(at) ? at.with(Number(first), inner) : { ...(at as Bag), [first]: inner };
}

/** The fields of each row of a list, at their own places. */
export function cellsOf(field: Field, document: unknown): Field[][] {
  const rows = (valueAt(document, field.path) ?? []) as unknown[];
  return rows.map((row, index) =>
    shown(field.columns ?? [], row).map(({ when, ...column }) => ({
      ...column,
      path: `${field.path}[${index}].${column.path}`,
    })),
  );
}

const shown = (fields: readonly Field[], document: unknown): Field[] =>
  fields.filter((field) => field.when?.(document) ?? true);

/** Every place of a form where something can be entered now, in the order of the page. */
export function placesOf(fields: readonly Field[], document: unknown): Field[] {
  return shown(fields, document).flatMap((field) =>
    field.kind === 'rows' ? [field, ...cellsOf(field, document).flat()] : [field],
  );
}

export type Fault =
  | { kind: 'needed' | 'choose' | 'email' | 'colour' }
  | { kind: 'range' | 'amount'; min: number; max: number };

/** What can be seen to be wrong without asking the server. */
export function faultOf(field: Field, value: unknown): Fault | undefined {
  switch (field.kind) {
    case 'number': {
      const { min = 0, max = Number.MAX_SAFE_INTEGER, decimals } = field;
      // While it ends in zeros a fraction is a text: "0.0" is on its way to 0.01.
      const number = decimals
        ? value !== '' && Number.isFinite(Number(value))
        : Number.isInteger(value);
      const fits = number && Number(value) >= min && Number(value) <= max;
      return fits ? undefined : { kind: decimals ? 'amount' : 'range', min, max };
    }
    case 'checks':
      return (field.min ?? 0) > ((value ?? []) as unknown[]).length
        ? { kind: 'choose' }
        : undefined;
    case 'switch':
    case 'choice':
    case 'lines':
    case 'rows':
      return undefined;
    default:
      return faultOfText(field, String(value ?? '').trim());
  }
}

function faultOfText({ kind, optional }: Field, text: string): Fault | undefined {
  if (!text) return optional ? undefined : { kind: 'needed' };
  if (kind === 'email' && !/^[^\s@]+@[^\s@]+$/.test(text)) return { kind };
  if (kind === 'colour' && !/^#[0-9a-f]{6}$/i.test(text)) return { kind };
  return undefined;
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
    const listed = field.replace(/\[.*/, '');
    const place =
      fields.find((each) => each.path === field) ??
      fields.find((each) => each.path === listed || each.refusedAs === listed) ??
      fields.find((each) => tail(each.path) === tail(field)) ??
      fields.find((each) => last(each.path) === last(field));
    result[place?.path ?? ''] = place ? message : `${field}: ${message}`;
  }
  return result;
}
