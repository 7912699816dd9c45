import { usePreferences } from '@centralino/ui/preferences.ts';
import { Empty } from '@centralino/ui/states.tsx';
import { IconMessages } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConversationPage } from '../conversation/ConversationPage.tsx';
import { ConversationList } from './ConversationList.tsx';
import css from './Inbox.module.css';

export function InboxPage() {
  const { t } = useTranslation();
  const { conversationId } = useParams({ strict: false });
  const { listHidden } = usePreferences();
  return (
    <div
      className={css.inbox}
      data-open={conversationId ? '' : undefined}
      data-list-hidden={(listHidden && conversationId) || undefined}
    >
      <ConversationList selected={conversationId} />
      {conversationId ? (
        <ConversationPage key={conversationId} id={conversationId} />
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
