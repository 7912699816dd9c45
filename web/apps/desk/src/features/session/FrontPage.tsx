import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageButton, ThemeButton } from '../settings/QuickSettings.tsx';
import { Brand } from './Brand.tsx';
import css from './SignIn.module.css';

/** The frame of pages before the desk: brand, language and theme above, one card in the middle. */
export function FrontPage({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} – ${t('app.name')}`;
  }, [title, t]);
  return (
    <div className={css.page}>
      <header className={css.top}>
        <Brand />
        <div className={css.tools}>
          <LanguageButton />
          <ThemeButton />
        </div>
      </header>
      <main className={css.main}>{children}</main>
    </div>
  );
}
