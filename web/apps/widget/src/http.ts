/* Requests to the server the script came from, as a visitor. */
import type { Attachment, Language } from '@centralino/api/types.ts';
import type { TextKey } from './texts.ts';

export class Failure extends Error {
  /** 0 when nobody answered. */
  readonly status: number;
  constructor(status: number, detail?: string) {
    super(detail ?? '');
    this.status = status;
  }
  get text(): TextKey {
    if (this.status === 0) return 'unreachable';
    return this.status === 429 ? 'busy' : 'broken';
  }
  /** Worth sending again by itself: it may not have arrived, or the server only stumbled. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface Server {
  origin: string;
  language: Language;
  token: string | undefined;
}

export async function call<T>(
  server: Server,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  key: string = newKey(),
): Promise<T> {
  const headers: Record<string, string> = { 'Accept-Language': server.language };
  if (server.token) headers.Authorization = `Bearer ${server.token}`;
  if (method === 'POST') headers['Idempotency-Key'] = key;
  const form = body instanceof FormData;
  if (body && !form) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(`${server.origin}/api/v1/${path}`, {
      method,
      headers,
      credentials: 'omit',
      body: form ? body : body ? JSON.stringify(body) : null,
    });
  } catch {
    throw new Failure(0);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Failure(response.status, problem.detail);
  }
  return response.status === 204 ? (undefined as T) : response.json();
}

/** A file needs the token too, so it is fetched and handed over, not linked. */
export async function download(server: Server, { id, name }: Attachment): Promise<void> {
  const response = await fetch(`${server.origin}/api/v1/visitor/files/${id}`, {
    headers: { Authorization: `Bearer ${server.token}` },
    credentials: 'omit',
  });
  if (!response.ok) throw new Failure(response.status);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Pages without TLS have no randomUUID. */
export const newKey = (): string =>
  crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join('');
