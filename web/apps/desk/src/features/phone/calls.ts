/* Which calls are mine, and what they ask of this desk. Pure. */
import type { Call } from '@centralino/api/types.ts';
import type { LiveState } from '@centralino/live/model.ts';

type Desk = Pick<LiveState, 'calls' | 'me'>;

/** Those I hold, or have begun; of those who lead everybody's are known, but not everybody's are theirs. */
export const myCalls = ({ calls, me }: Desk): Call[] =>
  calls.filter(
    ({ agent_id, state }) =>
      agent_id === me.user_id &&
      (state === 'talking' || state === 'ringing' || state === 'waiting'),
  );

/** A colleague's call about which I am asked. */
export const askedAbout = ({ calls, me }: Desk): Call | undefined =>
  calls.find((each) => each.consult?.agent_id === me.user_id);

/** The call I stand by as somebody who leads, and how. */
export function watched({ calls, me }: Desk): { call: Call; mode: string } | undefined {
  for (const call of calls) {
    const found = call.watchers.find((each) => each.id === me.user_id);
    if (found) return { call, mode: found.mode };
  }
  return undefined;
}

/** Whether somebody is to hear me: my own call, a colleague who asks, or a call into which I speak. */
export function mustTalk(desk: Desk): boolean {
  const mode = watched(desk)?.mode;
  const asked = askedAbout(desk)?.consult?.state;
  return (
    myCalls(desk).length > 0 ||
    asked === 'talking' ||
    asked === 'joined' ||
    mode === 'whisper' ||
    mode === 'barge'
  );
}

/** Whether this desk is to have an audio line from the beginning. */
export const hasVoice = ({ voice }: Pick<LiveState, 'voice'>): boolean => voice;

/** Seconds since somebody answered; of a call that rings, since it began. */
export function secondsOf(call: Pick<Call, 'answered_at' | 'started_at'>, nowMs: number): number {
  const from = Date.parse(call.answered_at ?? call.started_at);
  return Math.max(0, (nowMs - from) / 1000);
}
