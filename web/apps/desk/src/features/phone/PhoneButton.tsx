/* The telephone in the top bar: whether it works, dialling, devices. */
import { useLive } from '@centralino/live/react.tsx';
import { Menu, MenuItem } from '@centralino/ui/Menu.tsx';
import { ActionIcon } from '@mantine/core';
import { IconHeadset, IconPhone, IconPhoneCheck, IconPhoneX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasVoice } from './calls.ts';
import { openPhone } from './open.ts';
import css from './Phone.module.css';
import { usePhoneTexts, usePhoneView } from './usePhone.ts';

export default function PhoneButton() {
  const ready = usePhoneTexts();
  const voice = useLive(hasVoice);
  return ready && voice ? <Ready /> : null;
}

function Ready() {
  const { t } = useTranslation('phone');
  const view = usePhoneView();
  const [opened, setOpened] = useState(false);
  const kind = view?.line.kind ?? 'off';
  const fine = kind === 'up' || kind === 'connecting';
  const Icon = kind === 'up' ? IconPhoneCheck : fine ? IconPhone : IconPhoneX;
  const label = t('button', { state: t(`lineState.${kind}`) });
  return (
    <Menu
      label={label}
      opened={opened}
      onChange={setOpened}
      trigger={(props) => (
        <ActionIcon
          variant={fine ? 'subtle' : 'light'}
          color={fine ? 'gray' : 'bad'}
          size={36}
          aria-label={label}
          title={label}
          {...props}
        >
          <Icon size={20} />
        </ActionIcon>
      )}
    >
      <p className={css.menuState}>{label}</p>
      <MenuItem
        icon={<IconPhone size={16} aria-hidden="true" />}
        onClick={() => openPhone({ what: 'dial' })}
      >
        {t('dial.title')}
      </MenuItem>
      <MenuItem
        icon={<IconHeadset size={16} aria-hidden="true" />}
        onClick={() => openPhone({ what: 'devices' })}
      >
        {t('devices.title')}
      </MenuItem>
    </Menu>
  );
}
