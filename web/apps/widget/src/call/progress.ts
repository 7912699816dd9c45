/* What is going on with the call, in one sentence. Pure. */
import type { CallSay } from './texts.ts';
import type { CallState } from './webCall.ts';

export function progress({ step, call, queue, line }: CallState, say: CallSay): string {
  if (step === 'opening') return say('asking');
  if (step === 'over') return say(call?.callback ? 'callback' : 'over');
  const begun = call && call.state !== 'connecting';
  if (begun && line.line.kind !== 'up') return say('reconnecting');
  const name = call?.agent?.name ?? say('somebody');
  switch (call?.state) {
    case 'automated':
      return say('automated');
    case 'waiting':
      return queue ? waiting(queue, say) : say('waiting');
    case 'talking':
      return say('talking', { name });
    case 'held':
      return say('held', { name });
    default:
      return say('connecting');
  }
}

function waiting(queue: NonNullable<CallState['queue']>, say: CallSay): string {
  const place = queue.position > 1 ? say('place', { n: queue.position }) : say('next');
  const m = Math.max(1, Math.round(queue.wait_s_median / 60));
  const wait = queue.nobody_available
    ? say('nobody')
    : queue.wait_s_high < 60
      ? say('soon')
      : say('minutes', { m });
  return `${place} ${wait}`;
}

export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
