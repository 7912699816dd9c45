/* The administration: a list of areas beside the one that is open. */

import { loadAdminTexts } from '@centralino/i18n/setup.ts';
import { useLive } from '@centralino/live/react.tsx';
import { Empty, Skeleton } from '@centralino/ui/states.tsx';
import {
  IconClock,
  IconDeviceLandlinePhone,
  IconHash,
  IconHeadset,
  IconKey,
  IconListCheck,
  IconMapOff,
  IconMessageCircle,
  IconMusic,
  IconPhone,
  IconSitemap,
  IconStack2,
  IconStars,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FlowsArea } from '../flows/FlowsArea.tsx';
import css from './Admin.module.css';
import { AgentsArea } from './AgentsArea.tsx';
import { Forbidden } from './Forbidden.tsx';
import { HoursArea } from './HoursArea.tsx';
import { KeysArea } from './KeysArea.tsx';
import { QueuesArea } from './QueuesArea.tsx';
import { SkillsArea } from './SkillsArea.tsx';
import { UsersArea } from './UsersArea.tsx';
import { WebhooksArea } from './WebhooksArea.tsx';
import { WidgetsArea } from './WidgetsArea.tsx';
import { WordsArea } from './WordsArea.tsx';

const SoundsArea = lazy(() => import('../sounds/SoundsArea.tsx'));
const TrunksArea = lazy(() => import('../telephone/TrunksArea.tsx'));
const NumbersArea = lazy(() => import('../telephone/NumbersArea.tsx'));
const DevicesArea = lazy(() => import('../telephone/DevicesArea.tsx'));

const AREAS = [
  { key: 'users', Icon: IconUsers, Area: UsersArea },
  { key: 'agents', Icon: IconHeadset, Area: AgentsArea },
  { key: 'skills', Icon: IconStars, Area: SkillsArea },
  { key: 'queues', Icon: IconStack2, Area: QueuesArea },
  { key: 'flows', Icon: IconSitemap, Area: FlowsArea },
  { key: 'sounds', Icon: IconMusic, Area: SoundsArea },
  { key: 'hours', Icon: IconClock, Area: HoursArea },
  { key: 'trunks', Icon: IconPhone, Area: TrunksArea },
  { key: 'numbers', Icon: IconHash, Area: NumbersArea },
  { key: 'devices', Icon: IconDeviceLandlinePhone, Area: DevicesArea },
  { key: 'widgets', Icon: IconMessageCircle, Area: WidgetsArea },
  { key: 'words', Icon: IconListCheck, Area: WordsArea },
  { key: 'webhooks', Icon: IconWebhook, Area: WebhooksArea },
  { key: 'keys', Icon: IconKey, Area: KeysArea },
] as const satisfies { key: string; Icon: typeof IconKey; Area: ComponentType }[];

export function AdminPage() {
  const role = useLive((state) => state.me.role);
  const [ready, setReady] = useState(false);
  useEffect(() => void loadAdminTexts().then(() => setReady(true)), []);
  if (!ready) return <Skeleton rows={6} height={48} />;
  return role === 'admin' ? <Areas /> : <Forbidden />;
}

function Lost() {
  const { t } = useTranslation();
  return (
    <Empty
      level="h1"
      icon={<IconMapOff />}
      title={t('error.notFound')}
      text={t('error.notFoundText')}
    />
  );
}

function Areas() {
  const { t } = useTranslation('admin');
  const { area } = useParams({ strict: false });
  const found = AREAS.find((each) => each.key === area);
  const list = useRef<HTMLElement>(null);
  // On a narrow screen the areas stand in one line, longer than the screen.
  useEffect(() => {
    const open = list.current?.querySelector(`[href$="/${CSS.escape(area ?? '')}"]`);
    open?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [area]);
  if (!found) return <Lost />;
  const { Area } = found;
  return (
    <div className={css.page}>
      <nav ref={list} className={css.areas} data-region="areas" aria-label={t('areas.label')}>
        <p className={css.areasTitle}>{t('title')}</p>
        <ul>
          {AREAS.map(({ key, Icon }) => (
            <li key={key}>
              <Link
                to="/admin/$area"
                params={{ area: key }}
                className={css.area}
                activeProps={{ 'aria-current': 'page' }}
              >
                <Icon size={18} stroke={1.5} aria-hidden="true" />
                {t(`areas.${key}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={css.content} data-region="area">
        <div className={css.column}>
          <Suspense fallback={<Skeleton rows={8} height={48} />}>
            <Area />
          </Suspense>
        </div>
      </div>
    </div>
  );
}
