/* Whether calls can be taken at this desk, and what is in the way. Pure. */
import type { LineState } from './line.ts';

export interface Facts {
  /** The browser has what a telephone takes, and the page came by HTTPS or from this machine. */
  supported: boolean;
  /** What became of the last attempt to open the microphone; undefined: not tried yet. */
  microphone: 'ok' | 'denied' | 'missing' | 'busy' | undefined;
  line: LineState['kind'];
  /** Sound may be played: the browser allows it once somebody has clicked on the page. */
  audible: boolean;
}

export type Check = 'browser' | 'microphone' | 'line' | 'sound';
export type CheckState = 'ok' | 'unknown' | 'wait' | 'bad';

export interface Checked {
  check: Check;
  state: CheckState;
  /** Which sentence helps: a key of its own. */
  advice: string;
}

export function readiness({ supported, microphone, line, audible }: Facts): Checked[] {
  if (!supported) return [{ check: 'browser', state: 'bad', advice: 'browser' }];
  const lineState: CheckState =
    line === 'up' ? 'ok' : line === 'connecting' ? 'wait' : line === 'off' ? 'unknown' : 'bad';
  return [
    {
      check: 'microphone',
      state: microphone === 'ok' ? 'ok' : microphone === undefined ? 'unknown' : 'bad',
      advice: microphone ?? 'untried',
    },
    { check: 'line', state: lineState, advice: line },
    { check: 'sound', state: audible ? 'ok' : 'bad', advice: audible ? 'audible' : 'silent' },
  ];
}

export const isReady = (checks: readonly Checked[]): boolean =>
  checks.every((each) => each.state === 'ok');
