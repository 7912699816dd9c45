import { paneWidth } from '@centralino/ui/panes.ts';
import { usePreferences } from '@centralino/ui/preferences.ts';
import { Skeleton } from '@centralino/ui/states.tsx';
import { useParams } from '@tanstack/react-router';
import { type CSSProperties, lazy, Suspense, useEffect } from 'react';
import { ConversationList } from './ConversationList.tsx';
import css from './Inbox.module.css';

const loadConversation = () => import('../conversation/ConversationPage.tsx');
const ConversationPage = lazy(loadConversation);
const NothingOpen = lazy(() => import('./NothingOpen.tsx'));

export function InboxPage() {
  const { conversationId } = useParams({ strict: false });
  const { listHidden, listWidth } = usePreferences();
  // The list is drawn first; the rest is there before anybody has chosen.
  useEffect(() => void loadConversation(), []);
  return (
    <div
      className={css.inbox}
      style={{ '--list': `${paneWidth('list', listWidth)}px` } as CSSProperties}
      data-open={conversationId ? '' : undefined}
      data-list-hidden={(listHidden && conversationId) || undefined}
    >
      <ConversationList selected={conversationId} />
      {conversationId ? (
        <Suspense fallback={<Skeleton rows={6} height={56} />}>
          <ConversationPage key={conversationId} id={conversationId} />
        </Suspense>
      ) : (
        <div className={css.nothing}>
          <Suspense>
            <NothingOpen />
          </Suspense>
        </div>
      )}
    </div>
  );
}
