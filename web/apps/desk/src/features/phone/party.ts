import type { Call } from '@centralino/api/types.ts';
import { useTranslation } from 'react-i18next';

/** Says who the other side of a call is when only the call is known. */
export function useParty(): (call: Pick<Call, 'number' | 'web'>) => string {
  const { t } = useTranslation('phone');
  return (call) => call.number || t(call.web ? 'party.web' : 'party.hidden');
}
