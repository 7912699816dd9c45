import type { Conversation } from '@centralino/api/types.ts';
import { useLiveStore } from '@centralino/live/react.tsx';
import { usePreferences } from '@centralino/ui/preferences.ts';
import { ActionIcon, Button } from '@mantine/core';
import { IconLock, IconPaperclip, IconSend } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../commands/hub.ts';
import { onMac } from '../commands/keys.ts';
import css from './Composer.module.css';
import { keepDraft, readDraft } from './drafts.ts';

const TYPING_AGAIN_MS = 3000;
const TYPING_OFF_MS = 4000;

/** A reply that was taken back, to be written on. */
export interface Returned {
  key: string;
  text: string;
}

interface Props {
  conversation: Conversation;
  returned: Returned | undefined;
  onSend: (text: string, note: boolean) => void;
  onFile: (file: File) => void;
}

export function Composer({ conversation, returned, onSend, onFile }: Props) {
  const { t } = useTranslation();
  const { id, customer } = conversation;
  const { enterSends } = usePreferences();
  const [draft, setDraft] = useState(() => readDraft(id));
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const sayTyping = useTyping(id);
  // To somebody on the telephone one talks; what is written is for colleagues.
  const spoken = conversation.channel === 'voice';
  const { text } = draft;
  const note = draft.note || spoken;

  useEffect(() => keepDraft(id, draft), [id, draft]);
  useEffect(() => field.current?.focus(), []);

  useEffect(() => {
    if (!returned) return;
    // What was begun meanwhile is not thrown away for it.
    setDraft((old) => ({
      text: [returned.text, old.text].filter(Boolean).join('\n'),
      note: false,
    }));
    field.current?.focus();
  }, [returned]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  function setMode(toNote: boolean): void {
    setDraft((old) => ({ ...old, note: toNote }));
    field.current?.focus();
  }
  useCommand('reply', () => setMode(false), !spoken);
  useCommand('note', () => setMode(true));
  useCommand('attach', () => picker.current?.click(), !spoken);

  function send(): void {
    if (!text.trim()) return;
    onSend(text.trim(), note);
    setDraft({ text: '', note: false });
    sayTyping(false);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') field.current?.blur();
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const chord = event.ctrlKey || event.metaKey;
    if (chord || (enterSends && !event.shiftKey)) {
      event.preventDefault();
      send();
    }
  }

  function onPaste(event: ClipboardEvent): void {
    const files = [...event.clipboardData.files];
    if (files.length === 0 || spoken) return;
    event.preventDefault();
    for (const file of files) onFile(file);
  }

  const hint = enterSends
    ? t('composer.hintEnter')
    : t('composer.hintCtrl', { key: onMac() ? '⌘' : 'Ctrl' });

  return (
    <div className={css.composer} data-note={note || undefined}>
      <fieldset className={css.modes}>
        <legend className="visually-hidden">{t('composer.mode')}</legend>
        {!spoken && (
          <button
            type="button"
            className={css.mode}
            aria-pressed={!note}
            onClick={() => setMode(false)}
          >
            {t('composer.reply')}
          </button>
        )}
        <button
          type="button"
          className={css.mode}
          aria-pressed={note}
          onClick={() => setMode(true)}
        >
          <IconLock size={14} aria-hidden="true" />
          {t('composer.note')}
        </button>
      </fieldset>
      <textarea
        ref={field}
        data-region-entry=""
        className={css.field}
        rows={2}
        aria-label={note ? t('composer.noteLabel') : t('composer.label', { name: customer.name })}
        placeholder={
          note ? t('composer.notePlaceholder') : t('composer.placeholder', { name: customer.name })
        }
        value={text}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setDraft((old) => ({ ...old, text: value }));
          if (!note) sayTyping(value !== '');
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => sayTyping(false)}
      />
      <div className={css.foot}>
        {!spoken && (
          <>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('composer.attach')}
              title={t('composer.attach')}
              onClick={() => picker.current?.click()}
            >
              <IconPaperclip size={20} />
            </ActionIcon>
            <input
              ref={picker}
              type="file"
              multiple
              hidden
              aria-label={t('composer.attach')}
              onChange={(event) => {
                for (const file of event.currentTarget.files ?? []) onFile(file);
                event.currentTarget.value = '';
              }}
            />
          </>
        )}
        <span className={css.hint}>{hint}</span>
        <Button
          onClick={send}
          disabled={!text.trim()}
          leftSection={
            note ? (
              <IconLock size={16} aria-hidden="true" />
            ) : (
              <IconSend size={16} aria-hidden="true" />
            )
          }
        >
          {note ? t('composer.sendNote') : t('composer.send')}
        </Button>
      </div>
    </div>
  );
}

/** Says "typing" at most every three seconds, and that it stopped after four of silence. */
function useTyping(conversationId: string): (on: boolean) => void {
  const store = useLiveStore();
  const saidAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function say(on: boolean): void {
    clearTimeout(timer.current);
    if (!on) {
      if (saidAt.current)
        store.send({ type: 'typing', conversation_id: conversationId, on: false });
      saidAt.current = 0;
      return;
    }
    if (Date.now() - saidAt.current > TYPING_AGAIN_MS) {
      store.send({ type: 'typing', conversation_id: conversationId, on: true });
      saidAt.current = Date.now();
    }
    timer.current = setTimeout(() => say(false), TYPING_OFF_MS);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  return say;
}
