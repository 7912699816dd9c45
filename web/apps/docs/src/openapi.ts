/* The part of OpenAPI 3.1 that the server writes, and how a schema reads as TypeScript. Pure. */

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: (string | number | null)[];
  const?: string | number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

export interface Body {
  $ref?: string;
  description?: string;
  content?: Record<string, { schema?: Schema }>;
}

export interface Operation {
  summary?: string;
  description?: string;
  operationId?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: Body;
  responses?: Record<string, Body>;
}

export interface Document {
  info: { title: string; version: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
  components?: {
    schemas?: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    responses?: Record<string, Body>;
  };
}

export interface Entry {
  id: string;
  method: string;
  path: string;
  operation: Operation;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Every operation under its first tag, in the order of the document's own tags, then as they come. */
export function byTag(document: Document): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>((document.tags ?? []).map((tag) => [tag.name, []]));
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = methods[method];
      if (!operation) continue;
      const tag = operation.tags?.[0] ?? 'other';
      const id = `${method}${path}`.replace(/[^a-z0-9]+/gi, '-');
      groups.set(tag, [...(groups.get(tag) ?? []), { id, method, path, operation }]);
    }
  }
  return new Map([...groups].filter(([, entries]) => entries.length > 0));
}

/** The thing itself, or what it refers to among `known`; one that is not there stays as it is. */
export const resolved = <T extends { $ref?: string }>(
  thing: T,
  known: Record<string, T> | undefined,
): T => (thing.$ref ? (known?.[refName(thing.$ref)] ?? thing) : thing);

export const refName = (ref: string): string => ref.split('/').at(-1) ?? ref;

/** "Message[]", "string | null", "'it' | 'en'". Names of schemas stay names, to be linked. */
export function typeText(schema: Schema | undefined): string {
  if (!schema) return 'unknown';
  if (schema.$ref) return refName(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(' | ');
  const several = schema.oneOf ?? schema.anyOf;
  if (several) return several.map(typeText).join(' | ');
  if (schema.allOf) return schema.allOf.map(typeText).join(' & ');
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => typeText({ ...schema, type })).join(' | ');
  }
  if (schema.type === 'array') {
    const item = typeText(schema.items);
    return /[ |&]/.test(item) ? `(${item})[]` : `${item}[]`;
  }
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
    return `Record<string, ${typeText(schema.additionalProperties)}>`;
  }
  return schema.format
    ? `${schema.type ?? 'string'} (${schema.format})`
    : (schema.type ?? 'object');
}
