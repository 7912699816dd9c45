import type { Call } from '@centralino/api/types.ts';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { IconHeadphones } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Supervision, supervise } from './api.ts';
import css from './Phone.module.css';
import { useParty } from './party.ts';

const MODES = ['listen', 'whisper', 'barge', 'take_over'] as const satisfies Supervision[];

/** The call I stand by: how, and the other ways. Who is heard by whom is said, since it cannot be taken back. */
export function WatchBar({ call, mode }: { call: Call; mode: string }) {
  const { t } = useTranslation('phone');
  const party = useParty();
  const act = useMutation({
    mutationFn: (wish: Supervision) => supervise(call.conversation_id, wish),
  });
  return (
    <section className={css.bar} data-region="watch" aria-label={t('watch.title')}>
      <div className={css.line}>
        <IconHeadphones className={css.mark} size={20} aria-hidden="true" />
        <p className={css.who}>
          <strong>{t(`watch.now.${mode as 'listen'}`, { number: party(call) })}</strong>
        </p>
        <div className={css.buttons}>
          {MODES.filter((each) => each !== mode).map((each) => (
            <Button
              key={each}
              size="sm"
              variant="default"
              disabled={act.isPending}
              onClick={() => act.mutate(each)}
            >
              {t(`watch.${each}`)}
            </Button>
          ))}
          <Button size="sm" color="bad" disabled={act.isPending} onClick={() => act.mutate('off')}>
            {t('watch.off')}
          </Button>
        </div>
      </div>
      {act.isError && <ErrorNote error={act.error} />}
    </section>
  );
}
