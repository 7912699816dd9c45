/* Language and theme as single buttons: for the sign-in page, where there is no menu yet. */
import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from './language.ts';

export function LanguageButton() {
  const { i18n } = useTranslation();
  const other = i18n.language === 'it' ? 'en' : 'it';
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<IconLanguage size={18} aria-hidden="true" />}
      lang={other}
      onClick={() => chooseLanguage(other)}
    >
      {other === 'it' ? 'Italiano' : 'English'}
    </Button>
  );
}

export function ThemeButton() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      aria-label={`${t('settings.theme')}: ${t(dark ? 'settings.light' : 'settings.dark')}`}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={20} /> : <IconMoon size={20} />}
    </ActionIcon>
  );
}
