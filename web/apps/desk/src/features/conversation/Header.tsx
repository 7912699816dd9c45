import type { Conversation } from '@centralino/api/types.ts';
import { loadPhoneTexts } from '@centralino/i18n/setup.ts';
import { useServerNow } from '@centralino/live/react.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { ActionIcon, Button } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowsExchange,
  IconClock,
  IconLayoutSidebarRight,
  IconMessageX,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../commands/hub.ts';
import css from './Conversation.module.css';
import { toggleContextPane } from './contextPane.ts';

const EndDialog = lazy(() => import('./EndDialog.tsx'));
const TransferDialog = lazy(async () => {
  await loadPhoneTexts();
  return import('./TransferDialog.tsx');
});

export function Header({ conversation, canAct }: { conversation: Conversation; canAct: boolean }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'end' | 'transfer'>();
  useCommand('end', () => setDialog('end'), canAct);
  useCommand('transfer', () => setDialog('transfer'), canAct);
  const close = () => setDialog(undefined);
  return (
    <header className={css.header}>
      <Link to="/inbox" className={css.back} aria-label={t('action.back')}>
        <IconArrowLeft size={20} aria-hidden="true" />
      </Link>
      <div className={css.who}>
        <h1 id="conversation-title" className={css.name}>
          {conversation.customer.name}
        </h1>
        <div className={css.facts}>
          <span>{conversation.case.number}</span>
          <span>{conversation.queue.name}</span>
          <Timer conversation={conversation} />
          {conversation.state !== 'ended' && (
            <Badge tone={conversation.visitor_online ? 'ok' : 'plain'}>
              {t(conversation.visitor_online ? 'conversation.online' : 'conversation.offline')}
            </Badge>
          )}
        </div>
      </div>
      {canAct && (
        <>
          <Button
            variant="default"
            className={css.action ?? ''}
            leftSection={<IconArrowsExchange size={18} aria-hidden="true" />}
            onClick={() => setDialog('transfer')}
            aria-label={t('conversation.transfer')}
          >
            <span className={css.actionLabel}>{t('conversation.transfer')}</span>
          </Button>
          <Button
            variant="default"
            color="bad"
            className={css.action ?? ''}
            leftSection={<IconMessageX size={18} aria-hidden="true" />}
            onClick={() => setDialog('end')}
            aria-label={t('conversation.end')}
          >
            <span className={css.actionLabel}>{t('conversation.end')}</span>
          </Button>
        </>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t('command.toggleContext')}
        title={t('command.toggleContext')}
        onClick={toggleContextPane}
      >
        <IconLayoutSidebarRight size={20} />
      </ActionIcon>
      <Suspense>
        {dialog === 'end' && <EndDialog conversation={conversation} onClose={close} />}
        {dialog === 'transfer' && <TransferDialog conversation={conversation} onClose={close} />}
      </Suspense>
    </header>
  );
}

function Timer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const now = useServerNow();
  const start = Date.parse(conversation.answered_at ?? conversation.created_at);
  const end = conversation.ended_at ? Date.parse(conversation.ended_at) : now;
  return (
    <span className={`num ${css.timer}`} title={t('conversation.duration')}>
      <IconClock size={14} aria-hidden="true" />
      <span className="visually-hidden">{t('conversation.duration')} </span>
      {clock((end - start) / 1000)}
    </span>
  );
}
