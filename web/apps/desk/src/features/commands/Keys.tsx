import { Key } from '@centralino/ui/badges.tsx';
import { useTranslation } from 'react-i18next';
import { isSequence, onMac, printed } from './keys.ts';

/** A shortcut as keycaps. */
export function Keys({ keys }: { keys: string }) {
  const { t } = useTranslation();
  const parts = printed(keys, onMac());
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 4, whiteSpace: 'nowrap' }}>
      {parts.map((part, index) => (
        <span key={part} style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}>
          {index > 0 && isSequence(keys) && (
            <span style={{ fontSize: '0.75rem', color: 'var(--fg-2)' }}>
              {t('shortcuts.pause')}
            </span>
          )}
          <Key>{part}</Key>
        </span>
      ))}
    </span>
  );
}
