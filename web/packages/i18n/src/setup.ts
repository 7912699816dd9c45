/*
 * Starts i18next with one language loaded; the other comes when it is asked for, and so do the texts of the
 * administration, of flows, of the telephone and of reports, which not everybody has.
 */
import type { Language } from '@centralino/api/types.ts';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { admin as italianAdmin } from './it/admin.ts';
import type { flows as italianFlows } from './it/flows.ts';
import type { phone as italianPhone } from './it/phone.ts';
import type { reports as italianReports } from './it/reports.ts';
import type { texts as italian } from './it/texts.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'desk';
    resources: {
      desk: typeof italian;
      admin: typeof italianAdmin;
      flows: typeof italianFlows;
      phone: typeof italianPhone;
      reports: typeof italianReports;
    };
    returnNull: false;
  }
}

type Part = 'desk' | 'admin' | 'flows' | 'phone' | 'reports';

const load: Record<Part, Record<Language, () => Promise<object>>> = {
  desk: {
    it: async () => (await import('./it/texts.ts')).texts,
    en: async () => (await import('./en/texts.ts')).texts,
  },
  admin: {
    it: async () => (await import('./it/admin.ts')).admin,
    en: async () => (await import('./en/admin.ts')).admin,
  },
  flows: {
    it: async () => (await import('./it/flows.ts')).flows,
    en: async () => (await import('./en/flows.ts')).flows,
  },
  phone: {
    it: async () => (await import('./it/phone.ts')).phone,
    en: async () => (await import('./en/phone.ts')).phone,
  },
  reports: {
    it: async () => (await import('./it/reports.ts')).reports,
    en: async () => (await import('./en/reports.ts')).reports,
  },
};

/** What is on the page and has to be there in any language that is chosen. */
const wanted = new Set<Part>(['desk']);

async function ensure(language: Language): Promise<void> {
  const missing = [...wanted].filter((part) => !i18next.hasResourceBundle(language, part));
  await Promise.all(
    missing.map(async (part) => {
      i18next.addResourceBundle(language, part, await load[part][language]());
    }),
  );
}

async function loadTexts(part: Part): Promise<void> {
  wanted.add(part);
  await ensure(i18next.language === 'it' ? 'it' : 'en');
}

/** Before the first page that speaks of administration is drawn. */
export const loadAdminTexts = () => loadTexts('admin');

/** Before the first page that speaks of flows is drawn. */
export const loadFlowTexts = () => loadTexts('flows');

/** Before anything that speaks of telephones is drawn. */
export const loadPhoneTexts = () => loadTexts('phone');

/** Before the reports are drawn. */
export const loadReportTexts = () => loadTexts('reports');

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
