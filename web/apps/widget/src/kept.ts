/* What outlives a reload. An embedding page may forbid storage: then it lives as long as the page. */
const memory = new Map<string, string>();

export interface Kept {
  token?: string;
  /** Messages not yet accepted, with the keys under which they are sent again. */
  outbox?: { key: string; text: string; at: string }[];
}

const place = (widget: string): string => `centralino.widget.${widget}`;

export function read(widget: string): Kept {
  let text: string | null | undefined;
  try {
    text = localStorage.getItem(place(widget));
  } catch {
    text = memory.get(place(widget));
  }
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}

export function write(widget: string, kept: Kept): void {
  const text = JSON.stringify(kept);
  memory.set(place(widget), text);
  try {
    localStorage.setItem(place(widget), text);
  } catch {
    // The copy in memory is all there is.
  }
}
