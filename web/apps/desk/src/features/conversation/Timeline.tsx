import type { Conversation, Message } from '@centralino/api/types.ts';
import { useLive, useServerNow } from '@centralino/live/react.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageItem } from './MessageItem.tsx';
import { rows } from './model.ts';
import type { Outgoing } from './outbox.ts';
import { PendingItem } from './PendingItem.tsx';
import css from './Timeline.module.css';

const NEAR_END_PX = 80;

export function Timeline(props: {
  conversation: Conversation;
  messages: Message[];
  pending: Outgoing[];
  onRetry: (entry: Outgoing) => void;
  onDiscard: (entry: Outgoing) => void;
}) {
  const { t } = useTranslation();
  const { conversation, messages, pending } = props;
  const zone = useLive((state) => state.me.tenant.zone);
  const typing = useLive((state) => state.typing[conversation.id] ?? false);
  const now = useServerNow(60_000);
  const times = useTimes(zone);
  const list = useMemo(() => rows(messages, times.dayKey), [messages, times]);
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
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
    return () => watcher.disconnect();
  }, []);

  function onScroll(): void {
    const element = scroller.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (!atEnd.current) return;
    seenCount.current = count;
    setBelow(0);
  }

  function toEnd(): void {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    scroller.current?.focus();
  }

  return (
    <div className={css.frame}>
      <div
        ref={scroller}
        className={css.scroller}
        role="log"
        aria-label={t('conversation.log', { name: conversation.customer.name })}
        tabIndex={0}
        onScroll={onScroll}
      >
        <div className={css.thread}>
          {list.map((row) =>
            row.kind === 'day' ? (
              <div key={row.key} className={css.day}>
                <span>{times.dayName(row.at, now)}</span>
              </div>
            ) : (
              <MessageItem
                key={row.key}
                message={row.message}
                continues={row.continues}
                times={times}
              />
            ),
          )}
          {pending.map((entry) => (
            <PendingItem
              key={entry.key}
              entry={entry}
              onRetry={() => props.onRetry(entry)}
              onDiscard={() => props.onDiscard(entry)}
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
