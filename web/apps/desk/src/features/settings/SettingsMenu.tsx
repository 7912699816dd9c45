import { setPreference, usePreferences } from '@centralino/ui/preferences.ts';
import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from './language.ts';

const SCHEMES = ['light', 'dark', 'auto'] as const;
const DENSITIES = ['comfortable', 'compact', 'dense'] as const;
const SWITCHES = ['enterSends', 'singleKeys', 'sound'] as const;

function Mark({ on }: { on: boolean }) {
  return on ? <IconCheck size={16} aria-hidden="true" /> : <span style={{ width: 16 }} />;
}

export function SettingsMenu() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const chosen = usePreferences();
  const radio = (on: boolean) => ({
    role: 'menuitemradio' as const,
    'aria-checked': on,
    leftSection: <Mark on={on} />,
  });
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('settings.menu')}>
          <IconAdjustmentsHorizontal size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('settings.menu')} mah="80dvh" style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('settings.language')}</Menu.Label>
        {(['it', 'en'] as const).map((code) => (
          <Menu.Item
            key={code}
            lang={code}
            {...radio(i18n.language === code)}
            onClick={() => chooseLanguage(code)}
          >
            {code === 'it' ? 'Italiano' : 'English'}
          </Menu.Item>
        ))}
        <Menu.Label>{t('settings.theme')}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme}
            {...radio(colorScheme === scheme)}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`settings.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('settings.density')}</Menu.Label>
        {DENSITIES.map((density) => (
          <Menu.Item
            key={density}
            {...radio(chosen.density === density)}
            onClick={() => setPreference('density', density)}
          >
            {t(`settings.${density}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('settings.writing')}</Menu.Label>
        {SWITCHES.map((name) => (
          <Menu.Item
            key={name}
            role="menuitemcheckbox"
            aria-checked={chosen[name]}
            leftSection={<Mark on={chosen[name]} />}
            onClick={() => setPreference(name, !chosen[name])}
          >
            {t(`settings.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
