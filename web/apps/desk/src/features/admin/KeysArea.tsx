import { useLive } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { Empty, ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { AreaHead } from './AreaHead.tsx';
import { type ApiKey, KEYS, revokeKey } from './api.ts';
import { Confirm } from './Confirm.tsx';
import { NewKeyDialog } from './NewKeyDialog.tsx';

export function KeysArea() {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const keys = useQuery(KEYS);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const items = keys.data?.items ?? [];
  const again = () => queries.invalidateQueries({ queryKey: KEYS.queryKey });

  return (
    <>
      <AreaHead title={t('keys.title')} lead={t('keys.lead')}>
        <a href="/api/docs" target="_blank" rel="noreferrer">
          {t('keys.docs')}
        </a>
        <Button
          leftSection={<IconPlus size={18} aria-hidden="true" />}
          onClick={() => setCreating(true)}
        >
          {t('keys.create')}
        </Button>
      </AreaHead>
      {keys.isError && <ErrorNote error={keys.error} onRetry={() => keys.refetch()} />}
      {keys.isPending && <Skeleton rows={4} height={48} />}
      {keys.isSuccess && items.length === 0 && (
        <Empty icon={<IconKey stroke={1.5} />} title={t('keys.none')} text={t('keys.noneText')} />
      )}
      {items.length > 0 && <KeysTable items={items} onRevoke={setRevoking} />}
      {creating && (
        <NewKeyDialog
          onClose={() => {
            setCreating(false);
            void again();
          }}
        />
      )}
      {revoking && (
        <Confirm
          title={t('keys.revokeTitle', { name: revoking.name })}
          text={t('keys.revokeText')}
          action={t('keys.revoke')}
          run={async () => {
            await revokeKey(revoking.id);
            await again();
            announce(t('keys.revokedDone'));
          }}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </>
  );
}

function KeysTable({ items, onRevoke }: { items: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const { t } = useTranslation('admin');
  const zone = useLive((state) => state.me.tenant.zone);
  const times = useTimes(zone);
  return (
    <div className={css.scroll} role="region" aria-label={t('keys.title')} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('keys.name')}</th>
            <th scope="col">{t('keys.scopes')}</th>
            <th scope="col">{t('keys.created')}</th>
            <th scope="col">{t('keys.state')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {items.map((each) => (
            <tr key={each.id} data-gone={each.revoked_at ? '' : undefined}>
              <th scope="row">{each.name}</th>
              <td>
                <code>{each.scopes.join(', ')}</code>
              </td>
              <td className="num">
                <time dateTime={each.created_at} title={times.full(each.created_at)}>
                  {times.date(each.created_at)}
                </time>
              </td>
              <td>
                <Badge tone={each.revoked_at ? 'plain' : 'ok'}>
                  {each.revoked_at
                    ? t('keys.revoked', { date: times.date(each.revoked_at) })
                    : t('keys.active')}
                </Badge>
              </td>
              <td className={css.end}>
                {!each.revoked_at && (
                  <Button
                    size="xs"
                    variant="default"
                    color="bad"
                    aria-label={t('keys.revokeNamed', { name: each.name })}
                    onClick={() => onRevoke(each)}
                  >
                    {t('keys.revoke')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
