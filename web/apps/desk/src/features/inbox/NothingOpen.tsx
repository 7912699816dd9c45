/* Beside the list while nothing is open: how to open something, or how work arrives when there is nothing. */
import { useLive } from '@centralino/live/react.tsx';
import { Empty } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { IconActivityHeartbeat, IconMessages } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { definitionOf } from '../commands/definitions.ts';
import { Keys } from '../commands/Keys.tsx';
import css from './Inbox.module.css';

export default function NothingOpen() {
  const { t } = useTranslation();
  const me = useLive((state) => state.me);
  const hasSome = useLive((state) => state.conversations.length > 0);
  const navigate = useNavigate();
  if (hasSome) {
    return (
      <Empty
        icon={<IconMessages stroke={1.5} />}
        title={t('conversation.pick')}
        text={t('conversation.pickText')}
      />
    );
  }
  if (me.agent) return <HowItWorks />;
  return (
    <Empty
      icon={<IconActivityHeartbeat stroke={1.5} />}
      title={t('conversation.watch')}
      text={t('conversation.watchText')}
      action={
        <Button onClick={() => navigate({ to: '/floor' })}>{t('conversation.toFloor')}</Button>
      }
    />
  );
}

function HowItWorks() {
  const { t } = useTranslation();
  return (
    <section className={css.steps} aria-labelledby="how-it-works">
      <h2 id="how-it-works">{t('conversation.how')}</h2>
      <ol>
        <li>{t('conversation.howState')}</li>
        <li>
          {t('conversation.howAccept')} <Keys keys={definitionOf('accept').keys ?? ''} />
        </li>
        <li>
          {t('conversation.howKeys')} <Keys keys={definitionOf('shortcuts').keys ?? ''} />
        </li>
      </ol>
    </section>
  );
}
