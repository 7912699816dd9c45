/* The trunks on the live page: whether calls can come in and go out, now. Nothing while there are none. */
import { useServerNow } from '@centralino/live/react.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { useTranslation } from 'react-i18next';
import { usePhoneTexts } from '../phone/usePhone.ts';
import { spentAnything, troubleOf } from './drafts.ts';
import { TrunkMark } from './TrunkMark.tsx';
import css from './Trunks.module.css';
import { useTelephone } from './useTelephone.ts';

export default function TrunksPanel() {
  const { t } = useTranslation('phone');
  const ready = usePhoneTexts();
  const now = useServerNow();
  const trunks = useTelephone().data?.trunks ?? [];
  const whyOf = (detail: string): string => {
    const trouble = troubleOf(detail);
    return trouble ? t(`trunks.why.${trouble}`) : detail;
  };
  if (!ready || trunks.length === 0) return null;
  return (
    <section className={css.panel} aria-labelledby="floor-trunks">
      <h2 id="floor-trunks">{t('trunks.title')}</h2>
      <ul className={css.trunks}>
        {trunks.map((trunk) => (
          <li key={trunk.id} data-down={(trunk.enabled && trunk.state === 'down') || undefined}>
            <strong>{trunk.name}</strong>
            <TrunkMark trunk={trunk} />
            {trunk.enabled && trunk.since && (
              <span className={`num ${css.quiet}`}>
                {clock((now - Date.parse(trunk.since)) / 1000)}
              </span>
            )}
            {trunk.enabled && trunk.state === 'down' && (
              <span className={css.quiet}>{whyOf(trunk.detail)}</span>
            )}
            {trunk.limit && spentAnything(trunk) && (
              <span>{t(`trunks.limitShort.${trunk.limit}`)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
