import type { Checked } from '@centralino/phone/readiness.ts';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconLoader2,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './Phone.module.css';

const ICON = {
  ok: IconCircleCheck,
  unknown: IconCircleDashed,
  wait: IconLoader2,
  bad: IconAlertTriangle,
} as const;

/** What a telephone takes, whether it is there, and what to do where it is not. */
export function Checks({ checks }: { checks: Checked[] }) {
  const { t } = useTranslation('phone');
  return (
    <div role="status">
      <ul className={css.checks}>
        {checks.map(({ check, state, advice }) => {
          const Icon = ICON[state];
          return (
            <li key={check} data-state={state}>
              <Icon size={20} aria-hidden="true" />
              <div>
                <strong>
                  {t(`check.${check}`)}: {t(`checkState.${state}`)}
                </strong>
                {/* The key is one of those that readiness() gives. */}
                {state !== 'ok' && <p>{t(`advice.${advice}` as 'advice.denied')}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
