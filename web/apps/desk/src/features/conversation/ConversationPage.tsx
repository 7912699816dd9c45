import { isApiError } from '@centralino/api/client.ts';
import type { Conversation, Message } from '@centralino/api/types.ts';
import { loadThread, markRead } from '@centralino/live/model.ts';
import { useLive, useLiveStore } from '@centralino/live/react.tsx';
import { paneWidth } from '@centralino/ui/panes.ts';
import { usePreferences } from '@centralino/ui/preferences.ts';
import { Empty, ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { IconMessageOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../commands/hub.ts';
import { conversationKey, fetchConversation } from './api.ts';
import { Composer, type Returned } from './Composer.tsx';
import css from './Conversation.module.css';
import { toggleContextPane, useContextPane } from './contextPane.ts';
import { Header } from './Header.tsx';
import { lastFromVisitor } from './model.ts';
import { type Outgoing, useOutbox } from './outbox.ts';
import { Timeline } from './Timeline.tsx';

const CallPanel = lazy(() => import('../phone/CallPanel.tsx'));
const Recordings = lazy(() => import('../recording/Recordings.tsx'));
const Known = lazy(() => import('../phone/Known.tsx'));
const WrapUpPanel = lazy(() => import('../wrapup/WrapUpPanel.tsx'));
const ContextPane = lazy(() => import('../customer/ContextPane.tsx'));

export default function ConversationPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const store = useLiveStore();
  const live = useLive((state) => state.conversations.find((each) => each.id === id));
  const messages = useLive((state) => state.threads[id]);
  const generation = useLive((state) => state.generation);
  const fetched = useQuery({
    // After each new snapshot there may be a gap: the thread is fetched again, the old one stays drawn.
    queryKey: [...conversationKey(id), generation],
    queryFn: ({ signal }) => fetchConversation(id, signal),
    placeholderData: (previous) => previous,
    staleTime: Number.POSITIVE_INFINITY,
  });

  const { data } = fetched;
  useEffect(() => {
    if (data) store.change((state) => loadThread(state, id, data.messages));
  }, [data, store, id]);

  const conversation = live ?? data?.conversation;
  if (fetched.isError && !messages) {
    const missing = isApiError(fetched.error) && [403, 404].includes(fetched.error.status);
    return (
      <div className={css.alone}>
        {missing ? (
          <Empty
            icon={<IconMessageOff stroke={1.5} />}
            title={t('conversation.missing')}
            text={t('conversation.missingText')}
          />
        ) : (
          <ErrorNote error={fetched.error} onRetry={() => fetched.refetch()} />
        )}
      </div>
    );
  }
  if (!conversation || !messages) {
    return (
      <div className={css.alone}>
        <Skeleton rows={6} height={56} />
      </div>
    );
  }
  return <Open conversation={conversation} messages={messages} />;
}

function Open({ conversation, messages }: { conversation: Conversation; messages: Message[] }) {
  const { t } = useTranslation();
  const { id } = conversation;
  const me = useLive((state) => state.me);
  const wrapup = useLive((state) => state.wrapups.find((each) => each.conversation_id === id));
  const call = useLive((state) => state.calls.find((each) => each.conversation_id === id));
  const details = useContextPane();
  const { contextWidth } = usePreferences();
  useCommand('toggleContext', toggleContextPane);
  const outbox = useOutbox(id, conversation.epoch, messages);
  const [returned, setReturned] = useState<Returned>();
  const waits = outbox.pending.findLast((each) => each.state === 'held');
  useCommand('takeBack', () => waits && takeBack(waits), waits !== undefined);
  function takeBack(entry: Outgoing): void {
    const text = outbox.takeBack(entry);
    if (text !== undefined) setReturned({ key: entry.key, text });
  }
  const mine = conversation.owner.kind === 'agent' && conversation.owner.id === me.user_id;
  const canWrite = mine && conversation.state !== 'ended';
  useSeen(id, messages, mine);

  return (
    <div
      className={css.panes}
      style={{ '--context': `${paneWidth('context', contextWidth)}px` } as CSSProperties}
      data-context-hidden={!details || undefined}
    >
      <section
        className={css.conversation}
        data-region="conversation"
        aria-labelledby="conversation-title"
      >
        {/* A call is transferred and ended where it is held: in its bar. */}
        <Header conversation={conversation} canAct={canWrite && !call} />
        {(call || conversation.channel === 'voice') && (
          <Suspense>
            <CallPanel id={id} call={call} />
          </Suspense>
        )}
        {conversation.channel === 'chat' && (
          <Suspense>
            <Known values={conversation.known} />
          </Suspense>
        )}
        <Timeline
          conversation={conversation}
          messages={messages}
          pending={outbox.pending}
          onRetry={outbox.retry}
          onDiscard={outbox.discard}
          onTakeBack={takeBack}
        >
          {conversation.channel === 'voice' && conversation.ended_at && (
            <Suspense>
              <Recordings id={id} />
            </Suspense>
          )}
        </Timeline>
        {canWrite && (
          <Composer
            conversation={conversation}
            returned={returned}
            onSend={outbox.sendText}
            onFile={outbox.sendFile}
          />
        )}
        {!canWrite && wrapup && (
          <Suspense fallback={<Skeleton rows={3} height={40} />}>
            <WrapUpPanel wrapup={wrapup} />
          </Suspense>
        )}
        {!canWrite && !wrapup && (
          <p className={css.closed}>
            {conversation.state === 'ended' ? t('conversation.ended') : t('conversation.notMine')}
          </p>
        )}
      </section>
      {details && (
        <Suspense fallback={<aside className={css.context} />}>
          <ContextPane
            conversation={conversation}
            canEdit={mine || wrapup !== undefined || me.role !== 'agent'}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Tells the visitor that the words were read, but only while the page is really looked at. */
function useSeen(id: string, messages: Message[], mine: boolean): void {
  const store = useLiveStore();
  const upTo = lastFromVisitor(messages);
  useEffect(() => {
    if (!mine || upTo === 0) return;
    function seen(): void {
      if (document.visibilityState !== 'visible') return;
      store.send({ type: 'seen', conversation_id: id, up_to: upTo });
      store.change((state) => markRead(state, id));
    }
    seen();
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [store, id, upTo, mine]);
}
