import { usePreferences } from '@centralino/ui/preferences.ts';
import { Empty, Skeleton } from '@centralino/ui/states.tsx';
import { IconMessages } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ConversationList } from './ConversationList.tsx';
import css from './Inbox.module.css';

const loadConversation = () => import('../conversation/ConversationPage.tsx');
const ConversationPage = lazy(loadConversation);

export function InboxPage() {
  const { t } = useTranslation();
  const { conversationId } = useParams({ strict: false });
  const { listHidden } = usePreferences();
  // The list is drawn first; the rest is there before anybody has chosen.
  useEffect(() => void loadConversation(), []);
  return (
    <div
      className={css.inbox}
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
          <Empty
            icon={<IconMessages stroke={1.5} />}
            title={t('conversation.pick')}
            text={t('conversation.pickText')}
          />
        </div>
      )}
    </div>
  );
}
