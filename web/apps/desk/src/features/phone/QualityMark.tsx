import type { LineState } from '@centralino/phone/line.ts';
import { gradeOf } from '@centralino/phone/quality.ts';
import { Badge } from '@centralino/ui/badges.tsx';
import {
  IconAntennaBars2,
  IconAntennaBars3,
  IconAntennaBars5,
  IconPlugX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const LOOK = {
  good: { tone: 'ok', Icon: IconAntennaBars5 },
  fair: { tone: 'warn', Icon: IconAntennaBars3 },
  poor: { tone: 'bad', Icon: IconAntennaBars2 },
} as const;

/** How it sounds, in a word; that there is no line comes first. */
export function QualityMark(props: {
  mos: number | undefined;
  line: LineState['kind'] | undefined;
}) {
  const { t, i18n } = useTranslation('phone');
  if (props.line !== 'up')
    return (
      <Badge tone="bad">
        <IconPlugX size={14} aria-hidden="true" /> {t('quality.away')}
      </Badge>
    );
  if (props.mos === undefined) return null;
  const grade = gradeOf(props.mos);
  const { tone, Icon } = LOOK[grade];
  const figure = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <span title={t('quality.mos', { mos: figure.format(props.mos) })}>
      <Badge tone={tone}>
        <Icon size={14} aria-hidden="true" /> {t(`quality.${grade}`)}
      </Badge>
    </span>
  );
}
