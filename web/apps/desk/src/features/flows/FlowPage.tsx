/* The editor of one flow: fetches what it needs, then draws it. */
import '@centralino/ui/mantine-forms.css';
import { isApiError } from '@centralino/api/client.ts';
import { loadAdminTexts, loadFlowTexts } from '@centralino/i18n/setup.ts';
import { useLive } from '@centralino/live/react.tsx';
import { Empty, ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { IconMapOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Forbidden } from '../admin/Forbidden.tsx';
import { flowQuery, PLACES } from './api.ts';
import { Editor } from './Editor.tsx';

export function FlowPage() {
  const role = useLive((state) => state.me.role);
  const { flowId = '' } = useParams({ strict: false });
  const [ready, setReady] = useState(false);
  useEffect(() => {
    void Promise.all([loadAdminTexts(), loadFlowTexts()]).then(() => setReady(true));
  }, []);
  if (!ready) return <Skeleton rows={6} height={48} />;
  return role === 'admin' ? <Loaded key={flowId} id={flowId} /> : <Forbidden />;
}

function Loaded({ id }: { id: string }) {
  const { t } = useTranslation();
  const flow = useQuery(flowQuery(id));
  const places = useQuery(PLACES);
  if (isApiError(flow.error) && flow.error.status === 404)
    return (
      <Empty
        level="h1"
        icon={<IconMapOff />}
        title={t('error.notFound')}
        text={t('error.notFoundText')}
      />
    );
  const failed = flow.isError && !flow.data ? flow : places.isError && !places.data ? places : null;
  if (failed) return <ErrorNote error={failed.error} onRetry={() => failed.refetch()} />;
  if (!flow.data || !places.data) return <Skeleton rows={6} height={48} />;
  return <Editor details={flow.data} places={places.data} />;
}
