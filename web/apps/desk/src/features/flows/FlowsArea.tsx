/* The list of flows in the administration, and the way to make one. */
import { loadFlowTexts } from '@centralino/i18n/setup.ts';
import { useLive } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { Skeleton } from '@centralino/ui/states.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlus, IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import adminCss from '../admin/Admin.module.css';
import { Confirm } from '../admin/Confirm.tsx';
import { RowButtons, toRemove } from '../admin/RowButtons.tsx';
import { TableArea } from '../admin/TableArea.tsx';
import { useKeptList } from '../admin/useKeptList.ts';
import { FLOWS, removeFlow, type Summary } from './api.ts';
import { NewFlowDialog } from './NewFlowDialog.tsx';

export function FlowsArea() {
  const [ready, setReady] = useState(false);
  useEffect(() => void loadFlowTexts().then(() => setReady(true)), []);
  return ready ? <List /> : <Skeleton rows={4} height={48} />;
}

function List() {
  const { t } = useTranslation('flows');
  const flows = useQuery(FLOWS);
  const kept = useKeptList<Summary>(FLOWS.queryKey);
  const [creating, setCreating] = useState(false);
  const [removing, setRemoving] = useState<Summary>();
  const create = (
    <Button
      leftSection={<IconPlus size={18} aria-hidden="true" />}
      onClick={() => setCreating(true)}
    >
      {t('create')}
    </Button>
  );
  const none = flows.isSuccess && flows.data.items.length === 0;
  return (
    <>
      <TableArea<Summary>
        title={t('title')}
        lead={t('lead')}
        action={!none && create}
        query={flows}
        empty={{
          icon: <IconSitemap stroke={1.5} />,
          title: t('empty'),
          text: t('emptyText'),
          action: create,
        }}
        columns={[t('column.name'), t('column.state'), t('column.changed'), t('column.problems')]}
      >
        {(flow) => <Row key={flow.id} flow={flow} onRemove={() => setRemoving(flow)} />}
      </TableArea>
      {creating && <NewFlowDialog onClose={() => setCreating(false)} />}
      {removing && (
        <Confirm
          title={t('removeFlow.title', { name: removing.name })}
          text={t('removeFlow.text')}
          action={t('removeFlow.action')}
          because={{ in_use: t('removeFlow.inUse') }}
          run={async () => {
            await removeFlow(removing.id);
            kept.drop(removing);
            announce(t('removeFlow.done'));
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  );
}

function Row({ flow, onRemove }: { flow: Summary; onRemove: () => void }) {
  const { t } = useTranslation('flows');
  const zone = useLive((state) => state.me.tenant.zone);
  const times = useTimes(zone);
  const published = flow.published;
  return (
    <tr>
      <th scope="row">
        <Link to="/admin/flows/$flowId" params={{ flowId: flow.id }}>
          {flow.name}
        </Link>
        <span className={adminCss.hint}>
          {flow.key}
          {flow.module ? ` · ${t('module')}` : ''}
        </span>
      </th>
      <td>
        {published ? (
          <Badge tone="ok">{t('published', { number: published.number })}</Badge>
        ) : (
          <Badge>{t('unpublished')}</Badge>
        )}
      </td>
      <td>
        {times.date(flow.changed_at)}, {times.time(flow.changed_at)}
      </td>
      <td className="num">
        {flow.problems > 0 ? (
          <Badge tone="warn">
            <IconAlertTriangle size={14} aria-hidden="true" />{' '}
            {t('problems.count', { count: flow.problems })}
          </Badge>
        ) : (
          t('problems.no')
        )}
      </td>
      <td className={adminCss.end}>
        <RowButtons name={flow.name} things={[toRemove(t('removeFlow.action'), onRemove)]} />
      </td>
    </tr>
  );
}
