/*
 * Requests to the server's own origin. Holds the CSRF token of the session and nothing else.
 * Every POST carries an Idempotency-Key; a caller who retries passes the key of the first attempt, so that
 * a message whose answer got lost is never written twice.
 */
import { ApiError, readProblem, unreachable } from './problem.ts';

export interface RequestOptions {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  form?: FormData;
  key?: string;
  signal?: AbortSignal | undefined;
  /** Goes on when the page is closed meanwhile. */
  keepalive?: boolean;
}

let csrfToken = '';
let language = 'it';
let whenSignedOut: () => void = () => {};

export function keepCsrfToken(token: string): void {
  csrfToken = token;
}

export function speakLanguage(code: string): void {
  language = code;
}

export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

export const newKey = (): string => crypto.randomUUID();

function address(path: string, query: RequestOptions['query']): string {
  const entries = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return path;
  return `${path}?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))}`;
}

export async function request<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'Accept-Language': language,
  };
  if (method !== 'GET' && csrfToken) headers['X-CSRF-Token'] = csrfToken;
  if (method === 'POST') headers['Idempotency-Key'] = options.key ?? newKey();
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';

  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      body: options.form ?? (options.body === undefined ? null : JSON.stringify(options.body)),
      signal: options.signal ?? null,
      keepalive: options.keepalive ?? false,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
  if (!response.ok) {
    const error = await readProblem(response);
    // A failed sign-in is also 401, but there is no session that could have ended.
    if (error.status === 401 && csrfToken) whenSignedOut();
    throw error;
  }
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;
