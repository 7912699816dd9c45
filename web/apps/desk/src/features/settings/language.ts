import { speakLanguage } from '@centralino/api/client.ts';
import type { Language } from '@centralino/api/types.ts';
import { changeLanguage } from '@centralino/i18n/setup.ts';
import { setPreference } from '@centralino/ui/preferences.ts';

export async function chooseLanguage(language: Language): Promise<void> {
  setPreference('language', language);
  speakLanguage(language);
  await changeLanguage(language);
}
