import '@centralino/ui/mantine-popover.css';
import type { ServiceLevel } from '@centralino/api/types.ts';
import { Badge } from '@centralino/ui/badges.tsx';
import { usePercentText } from '@centralino/ui/texts.ts';
import { Popover } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './Floor.module.css';
import { levelTone } from './model.ts';

/** The chosen figure, and on a press all five formulas with what stands above and below each line. */
export function ServiceLevelFigure({
  level,
  queueName,
}: {
  level: ServiceLevel;
  queueName: string;
}) {
  const { t } = useTranslation();
  const percent = usePercentText();
  const target = t('floor.target', { pct: level.target_pct, seconds: level.threshold_s });
  return (
    <Popover width={380} position="bottom-start" withArrow={false} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={css.level}
          data-tone={levelTone(level.headline_pct, level.target_pct)}
          aria-label={`${percent(level.headline_pct)}, ${target}. ${t('floor.formulas')}, ${queueName}`}
        >
          {percent(level.headline_pct)}
          <IconInfoCircle size={16} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.formulas} aria-label={t('floor.formulas')}>
        <h3>{t('floor.formulas')}</h3>
        <p>
          {target}. {t('floor.formulaLead')}
        </p>
        <ul>
          {level.formulas.map((each) => (
            <li key={each.formula} data-chosen={each.formula === level.headline || undefined}>
              <span className={css.letter}>{each.formula}</span>
              <span className={css.meaning}>
                {t(`floor.formula.${each.formula}`)}
                {each.formula === level.headline && (
                  <>
                    {' '}
                    <Badge tone="accent">{t('floor.chosen')}</Badge>
                  </>
                )}
              </span>
              <span className={`num ${css.result}`}>
                <strong>{percent(each.pct)}</strong>
                <span>{t('floor.numbers', each)}</span>
              </span>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
