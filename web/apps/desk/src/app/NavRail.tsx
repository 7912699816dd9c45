import type { Role } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { IconActivityHeartbeat, IconMessages, IconReportAnalytics } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Brand } from '../features/session/Brand.tsx';
import css from './NavRail.module.css';

const PLACES = [
  { to: '/inbox', label: 'nav.inbox', Icon: IconMessages, leads: false },
  { to: '/floor', label: 'nav.floor', Icon: IconActivityHeartbeat, leads: true },
  { to: '/reports', label: 'nav.reports', Icon: IconReportAnalytics, leads: true },
] as const;

export function NavRail({ role }: { role: Role }) {
  const { t } = useTranslation();
  const unread = useLive((state) =>
    state.conversations.reduce((sum, each) => sum + each.unread, 0),
  );
  const places = PLACES.filter((place) => !place.leads || role !== 'agent');
  return (
    <nav
      className={css.rail}
      data-region="places"
      data-single={places.length === 1 || undefined}
      aria-label={t('nav.label')}
    >
      <div className={css.brand}>
        <Brand small />
      </div>
      <ul className={css.places}>
        {places.map(({ to, label, Icon }) => (
          <li key={to}>
            <Link to={to} className={css.place} activeProps={{ 'aria-current': 'page' }}>
              <Icon size={22} stroke={1.5} aria-hidden="true" />
              <span className={css.label}>{t(label)}</span>
              {to === '/inbox' && unread > 0 && (
                <span className={css.count}>
                  <span aria-hidden="true">{unread}</span>
                  <span className="visually-hidden">{t('list.unread', { count: unread })}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
