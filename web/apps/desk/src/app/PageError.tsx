/* What stands in the place of a page that broke or does not exist; the shell around it stays alive. */
import { Empty } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconMapOff } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function PageError({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty
      level="h1"
      icon={<IconAlertTriangle />}
      title={t('error.pageTitle')}
      text={`${t('error.pageText')} (${error instanceof Error ? error.message : String(error)})`}
      action={<Button onClick={reset}>{t('action.retry')}</Button>}
    />
  );
}

export function NotFound() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Empty
      level="h1"
      icon={<IconMapOff />}
      title={t('error.notFound')}
      text={t('error.notFoundText')}
      action={<Button onClick={() => navigate({ to: '/inbox' })}>{t('error.goInbox')}</Button>}
    />
  );
}
