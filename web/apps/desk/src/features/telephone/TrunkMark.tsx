import { Badge, type Tone } from '@centralino/ui/badges.tsx';
import { IconCheck, IconHelp, IconPlugX, IconPower } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TrunkLive } from './api.ts';

const MARKS = {
  up: { tone: 'ok', Icon: IconCheck },
  down: { tone: 'bad', Icon: IconPlugX },
  unknown: { tone: 'warn', Icon: IconHelp },
  off: { tone: 'plain', Icon: IconPower },
} as const satisfies Record<string, { tone: Tone; Icon: typeof IconCheck }>;

/** Whether a trunk can carry calls now, in a word. */
export function TrunkMark({ trunk }: { trunk: Pick<TrunkLive, 'enabled' | 'state'> }) {
  const { t } = useTranslation('phone');
  const state = trunk.enabled ? trunk.state : 'off';
  const { tone, Icon } = MARKS[state];
  return (
    <Badge tone={tone}>
      <Icon size={14} aria-hidden="true" /> {t(`trunks.state.${state}`)}
    </Badge>
  );
}
