/* English: recordings. Part of the texts of the telephone. */
import type { recorded as italian } from '../it/recorded.ts';
import type { Shape } from '../shape.ts';

export const recorded: Shape<typeof italian> = {
  conversation: 'Recording of the call',
  voicemail: 'Message left',
  customer: 'Customer',
  agent: 'Agent',
  position: 'Place in the recording',
  positionOf: '{{at}} of {{length}}',
  play: 'Play',
  pause: 'Pause',
  back: 'Back {{count}} seconds',
  on: 'On {{count}} seconds',
  speed: 'Speed',
  silences: 'Parts without sound',
  silence: {
    agent: 'Paused by the agent',
    hold: 'Customer on hold',
    secret: 'A secret',
    other: 'Without sound',
  },
  until: 'Kept until {{date}}',
  held: 'Locked: not deleted',
  hold: 'Lock against deletion',
  release: 'Unlock',
  download: 'Download',
  notForYou: 'For who handled the call, where the company allows it, and for those who lead.',
  recording: 'Being saved…',
  empty: 'Nobody said anything.',
  failed: 'It could not be recorded. The call went on as usual.',
  deleted: 'Deleted: its time was over, or somebody removed it.',
  unreadable: 'The recording cannot be read. Its key may be missing: tell the administrator.',
  unplayable: 'The sound did not come. Check the connection and try again.',
};
