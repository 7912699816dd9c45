import { request } from '@centralino/api/client.ts';
import { replies } from '../conversation/replies.ts';

/** Goes on in another company. The page begins anew: nothing of the one before may stay on the screen. */
export async function switchTenant(id: string): Promise<void> {
  await replies.release();
  await request('PUT', '/api/v1/session/tenant', { body: { tenant_id: id } });
  location.assign('/desk/');
}
