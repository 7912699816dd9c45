/* A colleague asks about their call: it rings here until I answer, and they talk to me before the customer does. */
import type { Call } from '@centralino/api/types.ts';
import { ring } from '@centralino/phone/ring.ts';
import { announceNow } from '@centralino/ui/announce.tsx';
import { preferences } from '@centralino/ui/preferences.ts';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { IconPhoneCalling } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../commands/hub.ts';
import { answerConsult } from './api.ts';
import css from './Phone.module.css';
import { useParty } from './party.ts';

export function AskedBar({ call }: { call: Call }) {
  const { t } = useTranslation('phone');
  const { conversation_id: id, consult } = call;
  const number = useParty()(call);
  const rings = consult?.state === 'ringing';
  const answer = useMutation({ mutationFn: (accept: boolean) => answerConsult(id, accept) });
  useCommand('accept', () => answer.mutate(true), rings);
  useCommand('decline', () => answer.mutate(false));

  useEffect(() => {
    if (!rings) return;
    announceNow(t('asked.ringing', { number }));
    return preferences().sound ? ring() : undefined;
  }, [rings, number, t]);

  return (
    <section className={css.bar} data-region="call" aria-label={t('asked.title')}>
      <div className={css.line}>
        <IconPhoneCalling className={css.mark} size={20} aria-hidden="true" />
        <p className={css.who}>
          <strong>{t(rings ? 'asked.ringing' : 'asked.talking', { number })}</strong>
        </p>
        <div className={css.buttons}>
          {rings && (
            <Button
              color="ok"
              size="sm"
              disabled={answer.isPending}
              onClick={() => answer.mutate(true)}
            >
              {t('asked.answer')}
            </Button>
          )}
          <Button
            color="bad"
            size="sm"
            disabled={answer.isPending}
            onClick={() => answer.mutate(false)}
          >
            {t(rings ? 'asked.decline' : 'hangUp')}
          </Button>
        </div>
      </div>
      {answer.isError && <ErrorNote error={answer.error} />}
    </section>
  );
}
