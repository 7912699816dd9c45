import type { Estimate } from '@centralino/api/types.ts';
import { useSpanText } from '@centralino/ui/texts.ts';
import { useTranslation } from 'react-i18next';

/** The middle and the ends of what is to be expected; without anybody to answer there is no time to tell. */
export function EstimateText({ estimate }: { estimate: Estimate }) {
  const { t } = useTranslation();
  const span = useSpanText();
  if (estimate.nobody_available) return t('floor.nobody');
  const [low, high] = [span(estimate.wait_s_low), span(estimate.wait_s_high)];
  const median = span(estimate.wait_s_median);
  return low === high ? median : t('floor.interval', { median, low, high });
}
