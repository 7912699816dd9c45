/* A widget as its form holds it: what may be missing in the document is always there in the form. Pure. */
import type { Widget, WidgetDocument } from './api.ts';

type Texts = NonNullable<WidgetDocument['look']['texts']>;

export interface WidgetDraft {
  name: string;
  queue_id: string;
  /** "": visitors go straight to the queue. */
  flow_id: string;
  active: boolean;
  /** Origins, one a line; none: every page may show it. */
  pages: string[];
  /** Whether it says its own words instead of the usual ones. */
  own: boolean;
  texts: Texts;
  /** Where calls lead: "queue_id:…", "number_id:…", "flow_id:…"; "": there are none. */
  call: string;
  /** "": the colour it comes with. */
  accent: string;
}

const NO_TEXTS: Texts = { title: { it: '', en: '' }, greeting: { it: '', en: '' } };

type Known = Pick<Widget, 'name' | 'queue_id' | 'flow_id' | 'look'>;

export function widgetDraft({ name, queue_id, flow_id, look }: Known) {
  const draft: WidgetDraft = {
    name,
    queue_id,
    flow_id: flow_id ?? '',
    active: look.active ?? true,
    pages: look.allowed_origins ?? [],
    own: look.texts !== undefined,
    texts: look.texts ?? NO_TEXTS,
    accent: look.accent ?? '',
    call: callOf(look.call_to),
  };
  return draft;
}

function callOf(to: WidgetDocument['look']['call_to']): string {
  const [named] = Object.entries(to ?? {});
  return named ? named.join(':') : '';
}

/** What people copy from the address line, as browsers name it: without the path, in small letters. */
export function originOf(line: string): string {
  const text = line.trim();
  const full = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(full) ? new URL(full).origin : text;
}

export function widgetDocument(draft: WidgetDraft): WidgetDocument {
  const [way, id] = draft.call.split(':');
  const pages = draft.pages.filter((line) => line.trim()).map(originOf);
  return {
    name: draft.name.trim(),
    queue_id: draft.queue_id,
    ...(draft.flow_id && { flow_id: draft.flow_id }),
    look: {
      active: draft.active,
      ...(pages.length > 0 && { allowed_origins: [...new Set(pages)] }),
      ...(draft.own && { texts: draft.texts }),
      ...(way && id && { call_to: { [way]: id } }),
      ...(draft.accent.trim() && { accent: draft.accent.trim() }),
    },
  };
}

/** The line that a site puts into its pages; its colour is there before the server is asked. */
export function lineFor(key: string, origin: string, accent?: string): string {
  const colour = accent ? ` data-accent="${accent}"` : '';
  return `<script src="${origin}/widget.js" data-widget="${key}"${colour} async></script>`;
}
