/* Trunks, numbers and telephones as their forms hold them: what may be missing is always there. Pure. */
import type { Shape } from '@centralino/api/types.ts';
import type { LineNumber, Trunk, TrunkLive } from './api.ts';

type TrunkSettings = Shape<'TrunkSettings'>;
type NumberSettings = Shape<'NumberSettings'>;

/** A fraction that ends in zeros is a text as long as it does. */
type Typed = number | string;

export interface TrunkDraft {
  name: string;
  /** Empty: as it is. It never comes back from the server. */
  password: string;
  settings: TrunkSettings & { minutes_per_day_max: number; call_minutes_max: number };
  /** What the day may cost, in units of the currency; kept while it is not watched. */
  money: {
    watched: boolean;
    currency: string;
    per_day: Typed;
    prices: { prefix: string; per_minute: Typed }[];
  };
}

// As the server has them where nothing is said.
const MINUTES_PER_DAY = 1440;
const CALL_MINUTES = 240;
/** Prices are told in millionths of their currency. */
export const MICROS = 1_000_000;

const NEW_TRUNK: TrunkSettings = {
  host: '',
  port: 5060,
  transport: 'udp',
  enabled: true,
  registers: true,
  sources: [],
  username: '',
  realm: '',
  tls_name: '',
  srtp: false,
  caller_id: '',
  // Nothing may be called until somebody says what.
  allowed: [],
  calls_per_hour_max: 60,
};

export const trunkDraft = (trunk?: Trunk): TrunkDraft => ({
  name: trunk?.name ?? '',
  password: '',
  settings: {
    ...(trunk?.settings ?? NEW_TRUNK),
    minutes_per_day_max: trunk?.settings.minutes_per_day_max ?? MINUTES_PER_DAY,
    call_minutes_max: trunk?.settings.call_minutes_max ?? CALL_MINUTES,
  },
  money: moneyDraft(trunk?.settings.spending),
});

const moneyDraft = (spending: TrunkSettings['spending']): TrunkDraft['money'] => ({
  watched: !!spending,
  currency: spending?.currency ?? 'EUR',
  per_day: (spending?.per_day_max_micros ?? 20 * MICROS) / MICROS,
  prices: (spending?.prices ?? []).map((price) => ({
    prefix: price.prefix,
    per_minute: price.per_minute_micros / MICROS,
  })),
});

const lines = (list: readonly string[]) => list.map((each) => each.trim()).filter(Boolean);

/** "+39 02 123" or "0039 02" as the server compares it: "+3902123". */
export const prefix = (text: string): string => {
  const digits = text.replace(/[\s().\-/]/g, '');
  return digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
};

const spendingOf = (money: TrunkDraft['money']): NonNullable<TrunkSettings['spending']> => ({
  currency: money.currency.trim().toUpperCase(),
  per_day_max_micros: Math.round(Number(money.per_day) * MICROS),
  prices: money.prices.map((price) => ({
    prefix: prefix(price.prefix),
    per_minute_micros: Math.round(Number(price.per_minute) * MICROS),
  })),
});

export function trunkDocument({
  name,
  password,
  settings: { spending: _, tls_authority, ...settings },
  money,
}: TrunkDraft): Shape<'TrunkWish'> {
  return {
    name: name.trim(),
    settings: {
      ...settings,
      ...(money.watched && { spending: spendingOf(money) }),
      ...(tls_authority?.trim() && { tls_authority: tls_authority.trim() }),
      host: settings.host.trim(),
      sources: lines(settings.sources),
      allowed: lines(settings.allowed).map(prefix),
      // Keys would be readable on the way otherwise.
      srtp: settings.srtp && settings.transport === 'tls',
    },
    ...(password && { password }),
  };
}

export interface NumberDraft {
  number: string;
  name: string;
  queue_id: string;
  /** Empty: none, callers wait at once. */
  flow_id: string;
  /** Empty: those of the queue. */
  calendar: string;
  settings: NumberSettings & { agents_listen: boolean; agents_pause: boolean; relay: boolean };
}

export const numberDraft = (number: LineNumber | undefined, queue: string): NumberDraft => ({
  number: number?.number ?? '',
  name: number?.name ?? '',
  queue_id: number?.queue_id ?? queue,
  flow_id: number?.flow_id ?? '',
  calendar: number?.calendar ?? '',
  settings: {
    language: number?.settings.language ?? 'it',
    record: number?.settings.record ?? 'never',
    keep_recordings_days: number?.settings.keep_recordings_days ?? 90,
    agent_sees_watchers: number?.settings.agent_sees_watchers ?? true,
    agents_listen: number?.settings.agents_listen ?? true,
    agents_pause: number?.settings.agents_pause ?? true,
    relay: number?.settings.relay ?? false,
  },
});

export const numberDocument = ({
  flow_id,
  calendar,
  ...rest
}: NumberDraft): Shape<'NumberWish'> => ({
  ...rest,
  name: rest.name.trim(),
  ...(flow_id && { flow_id }),
  ...(calendar && { calendar }),
});

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** For a telephone, typed once into it: no letters that look alike. `random`: 20 bytes. */
export const passwordFrom = (random: Uint8Array): string =>
  [...random].map((byte) => LETTERS[byte % LETTERS.length]).join('');

/** Whether starting again from zero would change anything: a limit of zero is one, too. */
export const spentAnything = (now: TrunkLive): boolean =>
  now.calls_this_hour > 0 || now.minutes_last_24h > 0;

/** Why a trunk is not there, from what the other side said; undefined when it cannot be told. */
export function troubleOf(
  detail: string,
): 'password' | 'silent' | 'unreachable' | 'certificate' | 'theirs' | undefined {
  if (/^(401|403|404|407)\b/.test(detail)) return 'password';
  if (/^(408\b|no answer)/.test(detail)) return 'silent';
  if (/certificate|tls|ssl/i.test(detail)) return 'certificate';
  if (/reached|refused|is no host/.test(detail)) return 'unreachable';
  if (/^5\d\d\b/.test(detail)) return 'theirs';
  return undefined;
}
