/* Hooks that put times, days and spans into words of the chosen language and the tenant's zone. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { span } from './duration.ts';

export function useSpanText(): (seconds: number | null | undefined) => string {
  const { t } = useTranslation();
  return (seconds) => {
    if (seconds === null || seconds === undefined) return t('state.none');
    const { key, ...values } = span(seconds);
    return t(key, values);
  };
}

export function usePercentText(): (pct: number | null | undefined, digits?: number) => string {
  const { t, i18n } = useTranslation();
  return (pct, digits = 1) => {
    if (pct === null || pct === undefined) return t('state.none');
    const format = new Intl.NumberFormat(i18n.language, {
      style: 'percent',
      maximumFractionDigits: digits,
    });
    return format.format(pct / 100);
  };
}

/** An amount in units of its currency. */
export function useAmountText(): (amount: number, currency: string) => string {
  const { i18n } = useTranslation();
  return (amount, currency) =>
    new Intl.NumberFormat(i18n.language, { style: 'currency', currency }).format(amount);
}

/** An amount in minor units, which are cents only where the currency has cents. */
export function useMoneyText(): (minor: number, currency: string) => string {
  const { i18n } = useTranslation();
  return (minor, currency) => {
    const format = new Intl.NumberFormat(i18n.language, { style: 'currency', currency });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    return format.format(minor / 10 ** digits);
  };
}

export function useTimes(zone: string) {
  const { i18n, t } = useTranslation();
  return useMemo(() => {
    // The English of a European contact centre: 24 hours, the day before the month.
    const locale = i18n.language === 'en' ? 'en-GB' : i18n.language;
    const make = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    const time = make({ hour: '2-digit', minute: '2-digit' });
    const day = make({ weekday: 'long', day: 'numeric', month: 'long' });
    const dayMonth = make({ day: 'numeric', month: 'short' });
    const date = make({ day: 'numeric', month: 'short', year: 'numeric' });
    const full = make({ dateStyle: 'full', timeStyle: 'medium' });
    const key = make({ year: 'numeric', month: '2-digit', day: '2-digit' });
    const dayKey = (at: string | number) => key.format(new Date(at));
    return {
      time: (at: string | number) => time.format(new Date(at)),
      dayMonth: (at: string) => dayMonth.format(new Date(at)),
      date: (at: string) => date.format(new Date(at)),
      full: (at: string) => full.format(new Date(at)),
      dayKey,
      /** "Today", "Yesterday" or the day in words, seen from `nowMs`. */
      dayName: (at: string, nowMs: number) => {
        const that = dayKey(at);
        if (that === dayKey(nowMs)) return t('conversation.today');
        if (that === dayKey(nowMs - 86_400_000)) return t('conversation.yesterday');
        return day.format(new Date(at));
      },
    };
  }, [i18n.language, zone, t]);
}
