/* A queue as its form holds it: what may be missing in the document is always there in the form. Pure. */
import type { QueueDocument } from './api.ts';

type Config = QueueDocument['settings'];
type Idle = NonNullable<Config['idle']>;

export interface QueueDraft {
  name: string;
  settings: Config;
  /** To no queue: none helps out. */
  overflow: { to: string; after_s: number; also: boolean };
  idle: Idle;
}

/** What the server does while nothing is said. */
const USUAL_IDLE: Idle = { warn_after_s: 600, end_after_s: 300 };
const NO_OVERFLOW = { to: '', after_s: 120, also: true };

export function queueDraft({ name, settings }: QueueDocument): QueueDraft {
  const { idle = USUAL_IDLE, routing, ...rest } = settings;
  const { overflow = NO_OVERFLOW, ...others } = routing;
  return { name, settings: { ...rest, routing: others }, overflow, idle };
}

export function queueDocument({ name, settings, overflow, idle }: QueueDraft): QueueDocument {
  const routing = { ...settings.routing, ...(overflow.to && { overflow }) };
  return { name: name.trim(), settings: { ...settings, routing, idle } };
}
