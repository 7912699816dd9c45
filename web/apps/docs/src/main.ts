/* Reads the server's own description and writes it as a page. Only text nodes: nothing in it is markup. */
import '@centralino/ui/tokens.css';
import './docs.css';
import {
  type Body,
  byTag,
  type Document,
  type Entry,
  refName,
  resolved,
  type Schema,
  typeText,
} from './openapi.ts';

const SOURCE = '/api/v1/openapi.json';

function el(name: string, attributes: Record<string, string> = {}, ...children: (Node | string)[]) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A type with the names of schemas as links to them. */
function typeNode(schema: Schema | undefined, names: Set<string>): HTMLElement {
  const code = el('code');
  for (const part of typeText(schema).split(/([A-Za-z_]\w*)/)) {
    code.append(names.has(part) ? el('a', { href: `#schema-${part}` }, part) : part);
  }
  return code;
}

function fieldsTable(schema: Schema, names: Set<string>, caption: string): HTMLElement {
  const rows = Object.entries(schema.properties ?? {}).map(([name, value]) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, el('code', {}, name)),
      el('td', {}, typeNode(value, names)),
      el('td', {}, schema.required?.includes(name) ? 'required' : 'optional'),
      el('td', {}, value.description ?? ''),
    ),
  );
  return table(caption, ['Field', 'Type', '', 'Meaning'], rows);
}

function table(caption: string, heads: string[], rows: HTMLElement[]): HTMLElement {
  const head = el(
    'tr',
    {},
    ...heads.map((each) => (each ? el('th', { scope: 'col' }, each) : el('td'))),
  );
  const inner = el(
    'table',
    {},
    el('caption', {}, caption),
    el('thead', {}, head),
    el('tbody', {}, ...rows),
  );
  return el(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0' },
    inner,
  );
}

function bodyNodes(title: string, where: string, body: Body, names: Set<string>): HTMLElement[] {
  return Object.entries(body.content ?? {}).map(([media, { schema }]) => {
    const line = el('p', {}, `${title} `, el('span', { class: 'media' }, media), ' ');
    if (schema?.properties) return fieldsTable(schema, names, `${title} of ${where} (${media})`);
    line.append(typeNode(schema, names));
    return line;
  });
}

function operationNode(
  { id, method, path, operation }: Entry,
  names: Set<string>,
  components: Document['components'],
): HTMLElement {
  const where = `${method.toUpperCase()} ${path}`;
  const article = el(
    'article',
    { id, 'data-search': `${method} ${path} ${operation.summary ?? ''}`.toLowerCase() },
    el(
      'h3',
      {},
      el('span', { class: `method ${method}` }, method.toUpperCase()),
      ' ',
      el('code', {}, path),
    ),
  );
  if (operation.summary) article.append(el('p', { class: 'summary' }, operation.summary));
  if (operation.description) article.append(el('p', {}, operation.description));
  if (operation.parameters?.length) {
    const parameters = operation.parameters.map((each) => resolved(each, components?.parameters));
    const rows = parameters.map((each) =>
      el(
        'tr',
        {},
        el('th', { scope: 'row' }, el('code', {}, each.name)),
        el('td', {}, each.in),
        el('td', {}, typeNode(each.schema, names)),
        el('td', {}, each.required ? 'required' : 'optional'),
        el('td', {}, each.description ?? ''),
      ),
    );
    article.append(table(`Parameters of ${where}`, ['Name', 'In', 'Type', '', 'Meaning'], rows));
  }
  if (operation.requestBody)
    article.append(...bodyNodes('Body', where, operation.requestBody, names));
  for (const [status, answer] of Object.entries(operation.responses ?? {})) {
    const body = resolved(answer, components?.responses);
    const title = status === 'default' ? 'Refusals' : `Answer ${status}`;
    const nodes = bodyNodes(title, where, body, names);
    article.append(...(nodes.length ? nodes : [el('p', {}, `${title} `, body.description ?? '')]));
  }
  return article;
}

function schemaNode(name: string, schema: Schema, names: Set<string>): HTMLElement {
  const article = el(
    'article',
    { id: `schema-${name}`, 'data-search': `schema ${name}`.toLowerCase() },
    el('h3', {}, el('code', {}, name)),
  );
  if (schema.description) article.append(el('p', {}, schema.description));
  if (schema.properties) article.append(fieldsTable(schema, names, `Fields of ${name}`));
  else article.append(el('p', {}, typeNode(schema, names)));
  return article;
}

function write(api: Document): void {
  const main = document.querySelector('#content') as HTMLElement;
  const contents = document.querySelector('#contents') as HTMLElement;
  const schemas = api.components?.schemas ?? {};
  const names = new Set(Object.keys(schemas).map(refName));
  (document.querySelector('#version') as HTMLElement).textContent = `Version ${api.info.version}`;
  main.replaceChildren();
  if (api.info.description) main.append(el('p', { class: 'lead' }, api.info.description));
  for (const [tag, entries] of byTag(api)) {
    const about = api.tags?.find((each) => each.name === tag)?.description;
    const section = el('section', {}, el('h2', { id: `tag-${tag}` }, tag));
    if (about) section.append(el('p', {}, about));
    section.append(...entries.map((each) => operationNode(each, names, api.components)));
    main.append(section);
    const links = entries.map((each) =>
      el(
        'li',
        {},
        el('a', { href: `#${each.id}` }, el('b', {}, each.method.toUpperCase()), ` ${each.path}`),
      ),
    );
    contents.append(el('h2', {}, tag), el('ul', {}, ...links));
  }
  if (names.size > 0) {
    const section = el('section', {}, el('h2', { id: 'schemas' }, 'Schemas'));
    section.append(...Object.entries(schemas).map(([name, each]) => schemaNode(name, each, names)));
    main.append(section);
    contents.append(el('ul', {}, el('li', {}, el('a', { href: '#schemas' }, 'Schemas'))));
  }
  // The browser looked for the anchor before it was there.
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function filter(words: string): void {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  for (const article of document.querySelectorAll<HTMLElement>('article')) {
    article.hidden = !parts.every((part) => article.dataset.search?.includes(part));
  }
}

async function start(): Promise<void> {
  try {
    const response = await fetch(SOURCE);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    write((await response.json()) as Document);
  } catch (error) {
    const status = document.querySelector('#status') as HTMLElement;
    status.textContent = `The description could not be read (${error instanceof Error ? error.message : error}). `;
    const retry = el('button', { type: 'button' }, 'Retry');
    retry.addEventListener('click', () => location.reload());
    status.append(retry);
  }
}

const field = document.querySelector('#filter') as HTMLInputElement;
field.addEventListener('input', () => filter(field.value));
void start();
