import type { Role } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import {
  IconActivityHeartbeat,
  IconMessages,
  IconReportAnalytics,
  IconSettings,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Brand } from '../features/session/Brand.tsx';
import css from './NavRail.module.css';

const EVERYBODY: readonly Role[] = ['agent', 'supervisor', 'admin'];
const LEADS: readonly Role[] = ['supervisor', 'admin'];

const PLACES = [
  { to: '/inbox', label: 'nav.inbox', Icon: IconMessages, roles: EVERYBODY },
  { to: '/floor', label: 'nav.floor', Icon: IconActivityHeartbeat, roles: LEADS },
  { to: '/reports', label: 'nav.reports', Icon: IconReportAnalytics, roles: LEADS },
  { to: '/admin', label: 'nav.admin', Icon: IconSettings, roles: ['admin'] as readonly Role[] },
] as const;

export function NavRail({ role }: { role: Role }) {
  const { t } = useTranslation();
  const unread = useLive((state) =>
    state.conversations.reduce((sum, each) => sum + each.unread, 0),
  );
  const places = PLACES.filter((place) => place.roles.includes(role));
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
