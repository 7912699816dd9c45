// Checks a value against the part of JSON Schema that contract/openapi.json uses. A keyword it does not
// know is an error: what is not checked must not look checked.

const KNOWN = new Set([
  '$ref', 'type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'anyOf', 'pattern', 'format',
  'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'description',
]);
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function typeOf(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function hasType(value, type) {
  if (type === 'integer') return Number.isInteger(value);
  return typeOf(value) === type;
}

/** What is wrong with `value`, as sentences; an empty list when nothing is. */
export function problems(value, schema, components, path = '$') {
  for (const keyword of Object.keys(schema))
    if (!KNOWN.has(keyword)) return [`${path}: the schema uses "${keyword}", which these tests do not check`];
  if (schema.$ref) {
    const name = schema.$ref.replace('#/components/schemas/', '');
    if (!components[name]) return [`${path}: ${schema.$ref} does not exist`];
    return problems(value, components[name], components, path);
  }
  if (schema.anyOf) {
    const each = schema.anyOf.map((option) => problems(value, option, components, path));
    return each.some((list) => list.length === 0) ? [] : [`${path}: fits none of anyOf (${each.flat().join('; ')})`];
  }
  if (schema.type !== undefined) {
    const types = [schema.type].flat();
    if (!types.some((type) => hasType(value, type)))
      return [`${path}: is ${typeOf(value)} ${JSON.stringify(value)?.slice(0, 80)}, not ${types.join(' or ')}`];
  }
  if (schema.enum && !schema.enum.includes(value)) return [`${path}: ${JSON.stringify(value)} is none of ${schema.enum}`];
  if (typeof value === 'string') return textProblems(value, schema, path);
  if (typeof value === 'number') {
    if (value < (schema.minimum ?? -Infinity)) return [`${path}: ${value} < ${schema.minimum}`];
    if (value > (schema.maximum ?? Infinity)) return [`${path}: ${value} > ${schema.maximum}`];
  }
  if (Array.isArray(value) && value.length < (schema.minItems ?? 0)) return [`${path}: fewer than ${schema.minItems}`];
  if (Array.isArray(value) && value.length > (schema.maxItems ?? Infinity)) return [`${path}: more than ${schema.maxItems}`];
  if (Array.isArray(value) && schema.items)
    return value.flatMap((item, i) => problems(item, schema.items, components, `${path}[${i}]`));
  if (typeOf(value) === 'object') return objectProblems(value, schema, components, path);
  return [];
}

function textProblems(value, schema, path) {
  const length = [...value].length;
  if (length < (schema.minLength ?? 0)) return [`${path}: shorter than ${schema.minLength}`];
  if (length > (schema.maxLength ?? Infinity)) return [`${path}: longer than ${schema.maxLength}`];
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) return [`${path}: "${value}" is not ${schema.pattern}`];
  if (schema.format === 'date-time' && !(DATE_TIME.test(value) && !Number.isNaN(Date.parse(value))))
    return [`${path}: "${value}" is not an instant in UTC`];
  return [];
}

function objectProblems(value, schema, components, path) {
  const found = [];
  for (const name of schema.required ?? []) if (!(name in value)) found.push(`${path}.${name}: is missing`);
  for (const [name, member] of Object.entries(value)) {
    const known = schema.properties?.[name];
    if (known) found.push(...problems(member, known, components, `${path}.${name}`));
    else if (schema.additionalProperties === false) found.push(`${path}.${name}: is not in the schema`);
    else if (typeof schema.additionalProperties === 'object')
      found.push(...problems(member, schema.additionalProperties, components, `${path}.${name}`));
  }
  return found;
}
