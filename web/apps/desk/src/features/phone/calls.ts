/* Which calls are mine, and what they ask of this desk. Pure. */
import type { Call } from '@centralino/api/types.ts';
import type { LiveState } from '@centralino/live/model.ts';

type Desk = Pick<LiveState, 'calls' | 'conversations' | 'me'>;

/** Those I hold; of those who lead everybody's calls are known, but not everybody's are theirs. */
export function myCalls({ calls, conversations, me }: Desk): Call[] {
  const mine = new Set(
    conversations
      .filter(({ owner }) => owner.kind === 'agent' && owner.id === me.user_id)
      .map((each) => each.id),
  );
  return (calls ?? []).filter((each) => each.state !== 'ended' && mine.has(each.conversation_id));
}

/** The call I stand by as somebody who leads, and how. */
export function watched({ calls, me }: Desk): { call: Call; mode: string } | undefined {
  for (const call of calls ?? []) {
    const found = call.watchers.find((each) => each.name === me.name);
    if (found && call.state !== 'ended') return { call, mode: found.mode };
  }
  return undefined;
}

/** Whether somebody is to hear me: my own call, or one into which I speak. */
export function mustTalk(desk: Desk): boolean {
  const mode = watched(desk)?.mode;
  return myCalls(desk).length > 0 || mode === 'whisper' || mode === 'barge';
}

/** Whether this desk is to have an audio line from the beginning. */
export const hasVoice = ({ calls, me }: Pick<LiveState, 'calls' | 'me'>): boolean =>
  calls !== undefined && me.agent && me.voice !== false;

/** Seconds since somebody answered; of a call that rings, since it began. */
export function secondsOf(call: Call, nowMs: number): number {
  const from = Date.parse(call.answered_at ?? call.started_at);
  return Math.max(0, (nowMs - from) / 1000);
}
