/* One list of words as a form: written in both languages, ordered, saved as a whole. */
import '@centralino/ui/mantine-forms.css';
import { isApiError } from '@centralino/api/client.ts';
import { announce } from '@centralino/ui/announce.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { SaveBar } from './SaveBar.tsx';
import { finished, incomplete, moved, type Word } from './words.ts';

interface Props {
  title: string;
  hint: string;
  saved: Word[];
  /** Outcomes say whether the case is solved; reasons have nothing of the kind. */
  withSolved: boolean;
  onSave: (words: Word[]) => Promise<unknown>;
}

export function WordList({ title, hint, saved, withSolved, onSave }: Props) {
  const { t } = useTranslation('admin');
  const [words, setWords] = useState(saved);
  const [checked, setChecked] = useState(false);
  const rows = useRef<HTMLOListElement>(null);
  const dirty = JSON.stringify(words) !== JSON.stringify(saved);
  const lacking = checked ? incomplete(words) : [];
  const save = useMutation({
    mutationFn: () => onSave(finished(words)),
    onSuccess: () => announce(t('saved')),
  });
  const refused = isApiError(save.error) ? save.error.fields : [];

  const put = (index: number, change: Partial<Word>) =>
    setWords(words.map((each, at) => (at === index ? { ...each, ...change } : each)));
  const focusField = (index: number) =>
    requestAnimationFrame(() =>
      rows.current?.children[index]?.querySelector<HTMLElement>('input')?.focus(),
    );

  function add(): void {
    setWords([
      ...words,
      { key: '', label: { it: '', en: '' }, ...(withSolved && { solved: false }) },
    ]);
    focusField(words.length);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setChecked(true);
    const [first] = incomplete(words);
    if (first === undefined) save.mutate();
    else focusField(first);
  }

  return (
    <form className={css.form} onSubmit={submit} noValidate aria-label={title}>
      <section className={css.card}>
        <h2>{title}</h2>
        <p className={css.hint}>{hint}</p>
        <ol className={css.words} ref={rows}>
          {words.map((word, index) => {
            const name = word.label.it || t('words.fresh');
            const fault =
              refused.find((each) => each.field.startsWith(`items[${index}]`))?.message ??
              (lacking.includes(index) ? t('words.both') : undefined);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a new word has no key yet, and rows hold no state.
              <li key={index} className={css.word}>
                {(['it', 'en'] as const).map((language) => (
                  <TextInput
                    key={language}
                    className={css.wordText ?? ''}
                    label={t(`words.${language}`)}
                    lang={language}
                    maxLength={200}
                    value={word.label[language]}
                    error={language === 'it' && fault}
                    onChange={(event) =>
                      put(index, {
                        label: { ...word.label, [language]: event.currentTarget.value },
                      })
                    }
                  />
                ))}
                {withSolved && (
                  <label className={css.switch}>
                    <input
                      type="checkbox"
                      checked={word.solved === true}
                      onChange={(event) => put(index, { solved: event.currentTarget.checked })}
                    />
                    <span>{t('words.solved')}</span>
                  </label>
                )}
                <span className={css.wordButtons}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={36}
                    aria-label={t('words.up', { name })}
                    disabled={index === 0}
                    onClick={() => setWords(moved(words, index, -1))}
                  >
                    <IconArrowUp size={18} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={36}
                    aria-label={t('words.down', { name })}
                    disabled={index === words.length - 1}
                    onClick={() => setWords(moved(words, index, 1))}
                  >
                    <IconArrowDown size={18} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="bad"
                    size={36}
                    aria-label={t('words.remove', { name })}
                    onClick={() => setWords(words.toSpliced(index, 1))}
                  >
                    <IconTrash size={18} />
                  </ActionIcon>
                </span>
              </li>
            );
          })}
        </ol>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden="true" />}
          onClick={add}
        >
          {t('words.add')}
        </Button>
      </section>
      {save.isError && refused.length === 0 && <ErrorNote error={save.error} />}
      <SaveBar
        dirty={dirty}
        faults={lacking.length + refused.length}
        busy={save.isPending}
        onUndo={() => {
          setWords(saved);
          setChecked(false);
          save.reset();
        }}
      />
    </form>
  );
}
