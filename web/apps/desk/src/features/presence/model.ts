import type { Me } from '@centralino/api/types.ts';

/** Supervisors and administrators may have no place as an agent: then their state never began. */
export const takesConversations = (me: Me): boolean => Date.parse(me.presence.since) > 0;
