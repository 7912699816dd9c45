import { isApiError, keepCsrfToken, request } from '@centralino/api/client.ts';
import type { Demo, Me } from '@centralino/api/types.ts';

export const ME = ['me'] as const;

export async function fetchMe(): Promise<Me> {
  const me = await request<Me>('GET', '/api/v1/me');
  keepCsrfToken(me.csrf_token);
  return me;
}

export async function signIn(email: string, password: string): Promise<Me> {
  const me = await request<Me>('POST', '/api/v1/session', { body: { email, password } });
  keepCsrfToken(me.csrf_token);
  return me;
}

export interface InvitationView {
  tenant_name: string;
  name: string;
  email: string;
}

export function lookAtInvitation(token: string): Promise<InvitationView> {
  return request<InvitationView>('POST', '/api/v1/invitations/look', { body: { token } });
}

export async function acceptInvitation(token: string, password: string): Promise<Me> {
  const me = await request<Me>('POST', '/api/v1/invitations/accept', { body: { token, password } });
  keepCsrfToken(me.csrf_token);
  return me;
}

export async function signOut(): Promise<void> {
  await request<void>('DELETE', '/api/v1/session');
  keepCsrfToken('');
}

/** The demo's accounts, or null on every server that is not a demo. */
export async function fetchDemo(): Promise<Demo | null> {
  try {
    return await request<Demo>('GET', '/api/v1/demo');
  } catch (error) {
    if (isApiError(error) && error.status === 404) return null;
    throw error;
  }
}
