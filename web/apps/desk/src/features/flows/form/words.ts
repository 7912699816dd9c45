/* The names of fields, with what they do: "flows.field.x" and "flows.field.xHint". */
import { useTranslation } from 'react-i18next';

export function useFieldWords(name: string): { label: string; hint: string | undefined } {
  const { t } = useTranslation('flows');
  const words = t('field', { returnObjects: true }) as Record<string, string>;
  return { label: words[name] ?? name, hint: words[`${name}Hint`] };
}
