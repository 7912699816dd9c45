/* English: how trunks are, and who is held for too long. Part of the texts of the telephone. */
import type { trunks as italian, heldLong as italianHeld } from '../it/trunks.ts';
import type { Shape } from '../shape.ts';

export const trunks: Shape<typeof italian> = {
  title: 'Trunks',
  now: 'The trunk now',
  state: { up: 'Works', down: 'Does not work', unknown: 'Being tried', off: 'Switched off' },
  since: 'Since {{time}}.',
  check: 'Try now',
  why: {
    password: 'user name or password refused',
    silent: 'nobody answers',
    unreachable: 'cannot be reached',
    certificate: 'certificate not valid',
    theirs: 'a fault on the other side',
  },
  trouble: {
    password:
      'The server refuses user name or password. Compare them with the provider’s, then save and try.',
    silent: 'Nobody answers. Check address, port and transport; a firewall may keep the packets.',
    unreachable: 'The server cannot be reached. Check address, port and transport.',
    certificate:
      'The certificate does not hold: it must be valid and carry the server’s name, or the one in “Name in the certificate”.',
    theirs: 'The fault is on the other side: it usually passes, otherwise ask the provider.',
  },
  calls_one: '{{count}} call out in this hour, of {{max}} allowed.',
  calls_other: '{{count}} calls out in this hour, of {{max}} allowed.',
  minutes_one: '{{count}} minute in the last 24 hours, of {{max}} allowed.',
  minutes_other: '{{count}} minutes in the last 24 hours, of {{max}} allowed.',
  money: '{{spent}} in the last 24 hours, of {{max}} allowed.',
  limit: {
    calls: 'Limit reached: no calls out from here until the next hour.',
    minutes: 'Minutes used up: no calls out from here until 24 hours have passed.',
    spending: 'Nothing left to spend: no calls out from here until 24 hours have passed.',
  },
  limitShort: {
    calls: 'limit of calls reached',
    minutes: 'minutes used up',
    spending: 'nothing left to spend',
  },
  reset: 'Start again from zero',
  limitReset: 'Calls can be made again.',
  place: 'Tried as number {{n}} of {{of}}.',
  sooner: 'Sooner',
  later: 'Later',
};

export const heldLong: Shape<typeof italianHeld> = {
  title: 'A customer is held for too long',
  text: '{{name}} has been on hold for {{time}}',
  textOf: '{{name}} has been on hold for {{time}}, with {{agent}}',
  open: 'Open the call',
};
