import { IconAlertTriangle, IconCheck, IconLoader2, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './Editor.module.css';
import type { Saving } from './model/saving.ts';

const ICON = {
  saved: IconCheck,
  changed: IconPencil,
  saving: IconLoader2,
  stale: IconAlertTriangle,
  refused: IconAlertTriangle,
  unreachable: IconAlertTriangle,
} as const;

/** Whether the draft is kept; it says so only when it is not, or again. */
export function SaveState({ saving }: { saving: Saving }) {
  const { t } = useTranslation('flows');
  const Icon = ICON[saving.state];
  return (
    <p className={css.saving} data-state={saving.state}>
      <Icon size={16} aria-hidden="true" />
      <span>{t(`saving.${saving.state}`)}</span>
    </p>
  );
}
