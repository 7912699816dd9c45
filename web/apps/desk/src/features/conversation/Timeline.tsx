import type { Conversation, Message } from '@centralino/api/types.ts';
import { useLive, useServerNow } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEventText } from './eventText.ts';
import { MessageItem } from './MessageItem.tsx';
import { endOf, type Row, rows } from './model.ts';
import type { Outgoing } from './outbox.ts';
import { PendingItem } from './PendingItem.tsx';
import css from './Timeline.module.css';
import { earlier, tailStart } from './tail.ts';

const NEAR_END_PX = 80;
const NEAR_START_PX = 400;

export function Timeline(props: {
  conversation: Conversation;
  messages: Message[];
  pending: Outgoing[];
  onRetry: (entry: Outgoing) => void;
  onDiscard: (entry: Outgoing) => void;
  onTakeBack: (entry: Outgoing) => void;
  /** What came of it: stands where the conversation ended, before what was written afterwards. */
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { conversation, messages, pending } = props;
  const zone = useLive((state) => state.me.tenant.zone);
  const typing = useLive((state) => state.typing[conversation.id] ?? false);
  const now = useServerNow(60_000);
  const times = useTimes(zone);
  const list = useMemo(() => rows(messages, times.dayKey), [messages, times]);
  const scroller = useRef<HTMLDivElement>(null);
  const thread = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // Counted from the beginning, which stays where it is while new messages come in at the end.
  const [from, setFrom] = useState(() => tailStart(list.length));
  const fromEnd = useRef<number>(undefined);
  useSpoken(messages);
  const [below, setBelow] = useState(0);
  const count = messages.length + pending.length;
  const seenCount = useRef(count);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a longer thread or a typing line moves the end.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    if (atEnd.current) {
      element.scrollTop = element.scrollHeight;
      seenCount.current = count;
    } else setBelow(Math.max(0, count - seenCount.current));
  }, [count, typing]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // The composer grows and the window turns: whoever was at the end stays at the end.
    const watcher = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    watcher.observe(element);
    if (thread.current) watcher.observe(thread.current);
    return () => watcher.disconnect();
  }, []);

  /** Draws the rows before, and stays at the ones that are read. */
  function showEarlier(): void {
    const element = scroller.current;
    if (!element || fromEnd.current !== undefined) return;
    fromEnd.current = element.scrollHeight - element.scrollTop;
    element.style.overflowAnchor = 'none';
    setFrom(earlier);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only rows drawn before the others move them.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || fromEnd.current === undefined) return;
    element.scrollTop = element.scrollHeight - fromEnd.current;
    element.style.overflowAnchor = '';
    fromEnd.current = undefined;
  }, [from]);

  function onScroll(): void {
    const element = scroller.current;
    if (!element) return;
    if (from > 0 && !atEnd.current && element.scrollTop < NEAR_START_PX) showEarlier();
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (!atEnd.current) return;
    seenCount.current = count;
    setBelow(0);
  }

  function toEnd(): void {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    scroller.current?.focus();
  }

  const end = endOf(list, conversation.ended_at);
  const drawn = (row: Row) =>
    row.kind === 'day' ? (
      <div key={row.key} className={css.day}>
        <span>{times.dayName(row.at, now)}</span>
      </div>
    ) : (
      <MessageItem key={row.key} message={row.message} continues={row.continues} times={times} />
    );

  return (
    <div className={css.frame}>
      <div
        ref={scroller}
        className={css.scroller}
        role="log"
        // New words are announced one by one; older ones that are drawn later are no news.
        aria-live="off"
        aria-label={t('conversation.log', { name: conversation.customer.name })}
        tabIndex={0}
        onScroll={onScroll}
      >
        <div className={css.thread} ref={thread}>
          {from > 0 && (
            <Button
              className={css.earlier ?? ''}
              size="xs"
              variant="default"
              leftSection={<IconArrowUp size={16} aria-hidden="true" />}
              onClick={showEarlier}
            >
              {t('conversation.showEarlier', { count: from })}
            </Button>
          )}
          {list.slice(from, end).map(drawn)}
          {props.children}
          {list.slice(Math.max(from, end)).map(drawn)}
          {pending.map((entry) => (
            <PendingItem
              key={entry.key}
              entry={entry}
              onRetry={() => props.onRetry(entry)}
              onDiscard={() => props.onDiscard(entry)}
              onTakeBack={() => props.onTakeBack(entry)}
            />
          ))}
          {typing && (
            <p className={css.typing}>
              <span className={css.dots} aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              {t('conversation.typing', { name: conversation.customer.name })}
            </p>
          )}
        </div>
      </div>
      {below > 0 && (
        <Button
          className={css.below}
          size="xs"
          radius="xl"
          leftSection={<IconArrowDown size={16} aria-hidden="true" />}
          onClick={toEnd}
        >
          {t('conversation.newBelow', { count: below })}
        </Button>
      )}
    </div>
  );
}

/** What the others write and do while one looks on, for who listens. */
function useSpoken(messages: Message[]): void {
  const { t } = useTranslation();
  const eventText = useEventText();
  const newest = messages.at(-1)?.n ?? 0;
  const said = useRef(newest);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per new message, not once per drawing.
  useEffect(() => {
    for (const { n, kind, author, text, attachment } of messages) {
      if (n <= said.current) continue;
      if (kind === 'event') announce(eventText(text, author.name));
      else if (author.kind === 'visitor') {
        const words = attachment?.name ?? text;
        announce(t('conversation.newMessageFrom', { name: author.name, text: words }));
      }
    }
    said.current = Math.max(said.current, newest);
  }, [newest]);
}
