import { Menu, MenuGroup, MenuItem } from '@centralino/ui/Menu.tsx';
import { setPreference, usePreferences } from '@centralino/ui/preferences.ts';
import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from './language.ts';

const SCHEMES = ['light', 'dark', 'auto'] as const;
const DENSITIES = ['comfortable', 'compact', 'dense'] as const;
const SWITCHES = ['enterSends', 'undoSend', 'singleKeys', 'sound'] as const;

export function SettingsMenu() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const chosen = usePreferences();
  const [opened, setOpened] = useState(false);
  const choice = (checked: boolean) => ({
    kind: 'menuitemradio' as const,
    checked,
    icon: checked && <IconCheck size={16} aria-hidden="true" />,
  });
  return (
    <Menu
      label={t('settings.menu')}
      opened={opened}
      onChange={setOpened}
      trigger={(props) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('settings.menu')}
          title={t('settings.menu')}
          {...props}
        >
          <IconAdjustmentsHorizontal size={20} />
        </ActionIcon>
      )}
    >
      <MenuGroup label={t('settings.language')}>
        {(['it', 'en'] as const).map((code) => (
          <MenuItem
            key={code}
            lang={code}
            {...choice(i18n.language === code)}
            onClick={() => chooseLanguage(code)}
          >
            {code === 'it' ? 'Italiano' : 'English'}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={t('settings.theme')}>
        {SCHEMES.map((scheme) => (
          <MenuItem
            key={scheme}
            {...choice(colorScheme === scheme)}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`settings.${scheme}`)}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={t('settings.density')}>
        {DENSITIES.map((density) => (
          <MenuItem
            key={density}
            {...choice(chosen.density === density)}
            onClick={() => setPreference('density', density)}
          >
            {t(`settings.${density}`)}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={t('settings.writing')}>
        {SWITCHES.map((name) => (
          <MenuItem
            key={name}
            {...choice(chosen[name])}
            kind="menuitemcheckbox"
            onClick={() => setPreference(name, !chosen[name])}
          >
            {t(`settings.${name}`)}
          </MenuItem>
        ))}
      </MenuGroup>
    </Menu>
  );
}
