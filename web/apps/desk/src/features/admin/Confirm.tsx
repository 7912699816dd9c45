import { isApiError } from '@centralino/api/client.ts';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';

interface Props {
  title: string;
  text: string;
  /** What the button says; never only "yes". */
  action: string;
  run: () => Promise<unknown>;
  onClose: () => void;
  /** Our own words for refusals, by code. */
  because?: Partial<Record<string, string>>;
}

/** Asks once more before what cannot be undone. The focus is on leaving things as they are. */
export function Confirm({ title, text, action, run, onClose, because = {} }: Props) {
  const { t } = useTranslation();
  const act = useMutation({ mutationFn: run, onSuccess: onClose });
  const words = isApiError(act.error) ? because[act.error.code] : undefined;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={css.dialog}>
        <p>{text}</p>
        {act.isError && <ErrorNote error={act.error} {...(words && { text: words })} />}
        <div className={css.buttons}>
          <Button data-autofocus variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button color="bad" loading={act.isPending} onClick={() => act.mutate()}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
