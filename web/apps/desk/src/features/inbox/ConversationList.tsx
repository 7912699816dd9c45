import type { Conversation } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { Avatar, Badge } from '@centralino/ui/badges.tsx';
import { PaneEdge } from '@centralino/ui/PaneEdge.tsx';
import { Empty } from '@centralino/ui/states.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { Button } from '@mantine/core';
import { IconCoffee, IconInbox } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../commands/hub.ts';
import { usePresenceChange } from '../presence/api.ts';
import css from './Inbox.module.css';
import { neighbour, ordered } from './model.ts';

export function ConversationList({ selected }: { selected: string | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const conversations = useLive((state) => state.conversations);
  const list = useMemo(() => ordered(conversations), [conversations]);

  // With a conversation open, its customer is what the page is about.
  const Heading = selected ? 'h2' : 'h1';

  function go(step: 1 | -1): void {
    const target = neighbour(list, selected, step);
    if (target) {
      void navigate({ to: '/inbox/$conversationId', params: { conversationId: target.id } });
    }
  }
  useCommand('next', () => go(1), list.length > 0);
  useCommand('previous', () => go(-1), list.length > 0);

  return (
    <section className={css.list} data-region="list" aria-labelledby="list-title">
      <PaneEdge pane="list" side="end" label={t('list.edge')} />
      <header className={css.head}>
        <Heading id="list-title">{t('list.title')}</Heading>
        <span className="num">{list.length}</span>
      </header>
      {list.length === 0 ? (
        <NothingMine />
      ) : (
        <ul className={css.rows}>
          {list.map((each) => (
            <Row key={each.id} conversation={each} selected={each.id === selected} />
          ))}
        </ul>
      )}
    </section>
  );
}

function NothingMine() {
  const { t } = useTranslation();
  const me = useLive((live) => live.me);
  const change = usePresenceChange();
  if (!me.agent) {
    return (
      <Empty
        icon={<IconInbox stroke={1.5} />}
        title={t('list.empty')}
        text={t('list.emptyNoAgent')}
      />
    );
  }
  if (me.presence.state === 'available') {
    return (
      <Empty
        icon={<IconInbox stroke={1.5} />}
        title={t('list.empty')}
        text={t('list.emptyAvailable')}
      />
    );
  }
  return (
    <Empty
      icon={<IconCoffee stroke={1.5} />}
      title={t('list.empty')}
      text={t('list.emptyAway')}
      action={
        <Button onClick={() => change.mutate({ state: 'available' })} loading={change.isPending}>
          {t('list.become')}
        </Button>
      }
    />
  );
}

function Row({ conversation, selected }: { conversation: Conversation; selected: boolean }) {
  const { t } = useTranslation();
  const zone = useLive((state) => state.me.tenant.zone);
  const typing = useLive((state) => state.typing[conversation.id] ?? false);
  const inWrapUp = useLive((state) =>
    state.wrapups.some((each) => each.conversation_id === conversation.id),
  );
  const times = useTimes(zone);
  const last = conversation.last_message;
  const at = last?.at ?? conversation.created_at;
  const text = typing
    ? t('list.typing')
    : last
      ? `${last.author_kind === 'agent' ? t('list.you') : ''}${last.text}`
      : t('list.noMessages');
  return (
    <li>
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: conversation.id }}
        className={css.row}
        aria-current={selected ? 'true' : undefined}
        data-unread={conversation.unread > 0 || undefined}
      >
        <span className={css.avatar}>
          <Avatar name={conversation.customer.name} />
          {conversation.visitor_online && <span className={css.online} aria-hidden="true" />}
        </span>
        <span className={css.body}>
          <span className={css.line}>
            <span className={css.name}>{conversation.customer.name}</span>
            <time className={css.time} dateTime={at} title={times.full(at)}>
              {times.time(at)}
            </time>
          </span>
          <span className={css.line}>
            <span className={css.text}>{text}</span>
            {conversation.unread > 0 && (
              <span className={css.unread}>
                <span aria-hidden="true">{conversation.unread}</span>
                <span className="visually-hidden">
                  {t('list.unread', { count: conversation.unread })}
                </span>
              </span>
            )}
          </span>
          {(inWrapUp || !conversation.visitor_online) && (
            <span className={css.marks}>
              {inWrapUp ? (
                <Badge tone="info">{t('list.wrapup')}</Badge>
              ) : (
                <span className={css.gone}>{t('list.customerGone')}</span>
              )}
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}
