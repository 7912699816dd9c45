/* A number, in the unit that people think in: the document may hold milliseconds. */
import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './Form.module.css';
import { useField } from './Form.ts';
import { useFieldWords } from './words.ts';

const SCALE = { plain: 1, seconds: 1_000, minutes: 60_000, hours: 3_600_000 };

interface Props {
  path: string;
  name?: string;
  /** What the unit is called; `plain` has none. */
  unit?: keyof typeof SCALE;
  /** The document holds seconds already. */
  secondsAsTheyAre?: boolean;
  /** Shown while nothing is entered: what counts then. */
  usual?: string;
  needed?: boolean;
}

export function NumberField(props: Props) {
  const { path, name = path, unit = 'plain', secondsAsTheyAre, usual, needed = false } = props;
  const { t, i18n } = useTranslation('flows');
  const { value, put, fault } = useField<number>(path, i18n.language);
  const { label, hint } = useFieldWords(name);
  const scale = secondsAsTheyAre ? 1 : SCALE[unit];
  return (
    <NumberInput
      name={path}
      label={label}
      description={hint}
      error={fault}
      placeholder={usual}
      value={value === undefined || value === null ? '' : value / scale}
      onChange={(next) => {
        const number = typeof next === 'number' ? next : Number.parseFloat(next);
        if (Number.isFinite(number)) put(Math.round(number * scale));
        else if (!needed) put(undefined);
      }}
      min={0}
      allowNegative={false}
      allowDecimal={scale > 1}
      decimalScale={2}
      hideControls
      {...(unit !== 'plain' && {
        rightSection: <span className={css.unit}>{t(`unit.${unit}`)}</span>,
        rightSectionWidth: 80,
        rightSectionPointerEvents: 'none' as const,
      })}
    />
  );
}
