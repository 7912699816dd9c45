/* Starts i18next with one language loaded; the other comes when it is asked for. */
import type { Language } from '@centralino/api/types.ts';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { texts as italian } from './it/texts.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'desk';
    resources: { desk: typeof italian };
    returnNull: false;
  }
}

const load: Record<Language, () => Promise<{ texts: unknown }>> = {
  it: () => import('./it/texts.ts'),
  en: () => import('./en/texts.ts'),
};

async function ensure(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'desk')) return;
  const { texts } = await load[language]();
  i18next.addResourceBundle(language, 'desk', texts);
}

export async function startTexts(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    ns: ['desk'],
    defaultNS: 'desk',
    fallbackLng: false,
    interpolation: { escapeValue: false }, // React escapes.
    returnNull: false,
  });
  await ensure(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  await ensure(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The browser's wish, when nobody has chosen yet. */
export function preferredLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('it') ? 'it' : 'en';
}
