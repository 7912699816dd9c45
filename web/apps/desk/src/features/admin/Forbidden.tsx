import { Empty } from '@centralino/ui/states.tsx';
import { IconLock } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

/** Says who may look at this instead. */
export function Forbidden(): ReactElement {
  const { t } = useTranslation('admin');
  return (
    <Empty
      level="h1"
      icon={<IconLock stroke={1.5} />}
      title={t('forbidden')}
      text={t('forbiddenText')}
    />
  );
}
