import type { CustomerRecord } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { useMoneyText, useTimes } from '@centralino/ui/texts.ts';
import { IconCalendarEvent, IconCube, IconPackage, IconReceipt } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './ContextPane.module.css';

const ICONS = { order: IconPackage, asset: IconCube, bill: IconReceipt, visit: IconCalendarEvent };

/** Orders, assets, bills and visits as other systems told them, newest first. */
export function Records({ records }: { records: CustomerRecord[] }) {
  const { t } = useTranslation();
  const zone = useLive((state) => state.me.tenant.zone);
  const times = useTimes(zone);
  const money = useMoneyText();
  return (
    <ul className={css.items}>
      {records.map((each) => {
        const Icon = ICONS[each.kind];
        const kind = t(`record.${each.kind}`);
        const amount = each.amount && money(each.amount.minor, each.amount.currency);
        return (
          <li key={`${each.kind} ${each.external_id}`} className={css.record}>
            <Icon size={16} stroke={1.5} role="img" aria-label={kind} />
            {each.url ? (
              <a className={css.subject} href={each.url} target="_blank" rel="noreferrer">
                {each.title}
              </a>
            ) : (
              <span className={css.subject}>{each.title}</span>
            )}
            {amount && <span className="num">{amount}</span>}
            <span className={css.quiet}>
              {[kind, each.external_id, each.state, times.date(each.at)]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
