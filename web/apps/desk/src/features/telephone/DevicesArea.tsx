/* Telephones on desks: whose they are and whether they are there. A password is made here and seen once. */
import { announce } from '@centralino/ui/announce.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { Button } from '@mantine/core';
import { IconDeviceLandlinePhone, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from '../admin/Admin.module.css';
import { PLACES } from '../admin/api.ts';
import { Confirm } from '../admin/Confirm.tsx';
import { FormDialog } from '../admin/FormDialog.tsx';
import { type Field, valueAt } from '../admin/fields.ts';
import { RowButtons, toRemove } from '../admin/RowButtons.tsx';
import { TableArea } from '../admin/TableArea.tsx';
import { useKeptList } from '../admin/useKeptList.ts';
import { createDevice, DEVICES, type Device, removeDevice } from './api.ts';
import { type Access, DeviceAccess } from './DeviceAccess.tsx';
import { passwordFrom } from './drafts.ts';
import { NoTelephone } from './NoTelephone.tsx';
import { useTelephone } from './useTelephone.ts';

interface Draft {
  user_id: string;
  username: string;
  /** It registers; otherwise it stands at `contact`. */
  registers: boolean;
  contact: string;
}

export default function DevicesArea() {
  const { t } = useTranslation('admin');
  const devices = useQuery(DEVICES);
  const places = useQuery(PLACES);
  const kept = useKeptList<Device>(DEVICES.queryKey);
  const [creating, setCreating] = useState(false);
  const [access, setAccess] = useState<Access>();
  const [removing, setRemoving] = useState<Device>();
  const agents = places.data?.items ?? [];
  const nameOf = (device: Device) =>
    agents.find((each) => each.user_id === device.user_id)?.name ?? '';
  const registers = (document: unknown) => valueAt(document, 'registers') === true;
  const fields: Field[] = [
    {
      path: 'user_id',
      name: 'deviceAgent',
      kind: 'choice',
      options: agents.map((each) => ({ value: each.user_id, label: each.name })),
    },
    { path: 'username', name: 'deviceUsername', kind: 'text', max: 40 },
    { path: 'registers', name: 'deviceRegisters', kind: 'switch' },
    {
      path: 'contact',
      name: 'deviceContact',
      kind: 'text',
      max: 200,
      when: (document) => !registers(document),
    },
  ];

  async function create(draft: Draft, key: string): Promise<void> {
    const { user_id, username, contact } = draft;
    const password = passwordFrom(crypto.getRandomValues(new Uint8Array(20)));
    const made = await createDevice(
      draft.registers ? { user_id, username, password } : { user_id, username, contact },
      key,
    );
    kept.put(made);
    if (draft.registers) setAccess({ username, password });
  }

  return (
    <>
      <TableArea
        title={t('devices.title')}
        lead={t('devices.lead')}
        action={
          <Button
            disabled={agents.length === 0}
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setCreating(true)}
          >
            {t('devices.create')}
          </Button>
        }
        query={devices}
        empty={{
          icon: <IconDeviceLandlinePhone stroke={1.5} />,
          title: t('devices.none'),
          text: t('devices.noneText'),
        }}
        columns={[t('devices.agent'), t('devices.username'), t('devices.state')]}
      >
        {(device) => (
          <tr key={device.id}>
            <th scope="row">{nameOf(device)}</th>
            <td>
              <code>{device.username}</code>
            </td>
            <td>
              <State device={device} />
            </td>
            <td className={css.end}>
              <RowButtons
                name={device.username}
                things={[toRemove(t('remove'), () => setRemoving(device))]}
              />
            </td>
          </tr>
        )}
      </TableArea>
      <NoTelephone />
      {creating && (
        <FormDialog<Draft>
          title={t('devices.create')}
          action={t('make')}
          saved={{
            user_id: agents[0]?.user_id ?? '',
            username: '',
            registers: true,
            contact: 'sip:',
          }}
          fields={fields}
          onSave={create}
          onClose={() => setCreating(false)}
        />
      )}
      {access && <DeviceAccess access={access} onClose={() => setAccess(undefined)} />}
      {removing && (
        <Confirm
          title={t('removeTitle', { name: removing.username })}
          text={t('devices.removeText')}
          action={t('remove')}
          run={async () => {
            await removeDevice(removing.id);
            kept.drop(removing);
            announce(t('removed'));
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  );
}

function State({ device }: { device: Device }) {
  const { t } = useTranslation('admin');
  const live = useTelephone().data?.devices.find((each) => each.id === device.id);
  if (device.contact) {
    return (
      <>
        <Badge>{t('devices.fixed')}</Badge> <code>{device.contact}</code>
      </>
    );
  }
  if (!live) return null;
  return (
    <>
      <Badge tone={live.registered ? 'ok' : 'plain'}>
        {t(live.registered ? 'devices.there' : 'devices.gone')}
      </Badge>{' '}
      {live.where && <code>{live.where}</code>}
    </>
  );
}
