/* The draft as text, for those who write faster than forms: to copy, to change, to paste. */
import { isApiError } from '@centralino/api/client.ts';
import { announce } from '@centralino/ui/announce.tsx';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, Textarea } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import adminCss from '../admin/Admin.module.css';
import type { Flow } from './api.ts';
import css from './Flows.module.css';
import type { useEditor } from './useEditor.ts';

interface Props {
  editor: ReturnType<typeof useEditor>;
  onClose: () => void;
}

export function JsonDialog({ editor, onClose }: Props) {
  const { t } = useTranslation('flows');
  const common = useTranslation().t;
  const [text, setText] = useState(() => JSON.stringify(editor.flow, null, 2));
  const [wrong, setWrong] = useState('');
  const apply = useMutation({
    mutationFn: (flow: Flow) => editor.replace(flow),
    onSuccess: onClose,
  });
  function read(): void {
    try {
      setWrong('');
      apply.mutate(JSON.parse(text) as Flow);
    } catch (error) {
      setWrong(t('json.wrong', { why: error instanceof Error ? error.message : '' }));
    }
  }
  const fields = isApiError(apply.error) ? apply.error.fields : [];
  return (
    <Dialog title={t('json.title')} onClose={onClose} width={880}>
      <div className={adminCss.dialog}>
        <p>{t('json.text')}</p>
        <Textarea
          data-autofocus
          aria-label={t('json.title')}
          classNames={{ input: css.json ?? '' }}
          rows={18}
          spellCheck={false}
          value={text}
          error={wrong || undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {apply.isError && <ErrorNote error={apply.error} />}
        {fields.length > 0 && (
          <ul className={css.fields}>
            {fields.map(({ field, message }) => (
              <li key={field + message}>
                <code>{field.replace(/^flow\./, '')}</code> {message}
              </li>
            ))}
          </ul>
        )}
        <div className={adminCss.buttons}>
          <Button
            variant="default"
            leftSection={<IconCopy size={16} aria-hidden="true" />}
            onClick={async () => {
              await navigator.clipboard.writeText(text);
              announce(t('json.copied'));
            }}
          >
            {t('json.copy')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {common('action.cancel')}
          </Button>
          <Button loading={apply.isPending} onClick={read}>
            {t('json.apply')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
