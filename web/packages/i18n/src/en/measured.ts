/* English: how a talk went. Part of the texts of the telephone. */
import type { measured as italian } from '../it/measured.ts';
import type { Shape } from '../shape.ts';

export const measured: Shape<typeof italian> = {
  title: 'How the talk went',
  how: 'Measured by who speaks when; no word is recognised.',
  late: 'Late greeting',
  never: 'The agent never spoke',
  ofAgent: 'agent {{share}}',
  talk: 'Talk',
  greeting: 'Until the greeting',
  share: 'Agent talks',
  byAgent: 'Agent interrupts',
  byCustomer: 'Customer interrupts',
  monologue: 'Agent’s longest monologue',
  silence: 'Longest silence',
  deadAir: 'Nobody talks, in all',
};
