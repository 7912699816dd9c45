import type { Conversation } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { Avatar, Badge } from '@centralino/ui/badges.tsx';
import { PaneEdge } from '@centralino/ui/PaneEdge.tsx';
import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { Button, CloseButton } from '@mantine/core';
import { IconPhone, IconStarFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toggleContextPane } from '../conversation/contextPane.ts';
import { WhyText } from '../offers/WhyText.tsx';
import { whyOf } from '../offers/whyOf.ts';
import { callQuery } from '../phone/api.ts';
import { hasVoice } from '../phone/calls.ts';
import { openPhone } from '../phone/open.ts';
import { fetchCustomer } from './api.ts';
import { CaseForm } from './CaseForm.tsx';
import css from './ContextPane.module.css';
import { History } from './History.tsx';
import { Records } from './Records.tsx';

interface Props {
  conversation: Conversation;
  canEdit: boolean;
}

export default function ContextPane({ conversation, canEdit }: Props) {
  const { t } = useTranslation();
  const { customer } = conversation;
  const why = whyOf(conversation.id);

  return (
    <aside className={css.frame} data-region="details" aria-label={t('context.title')}>
      <PaneEdge pane="context" side="start" label={t('context.edge')} />
      <div className={css.pane}>
        <CloseButton
          className={css.close ?? ''}
          aria-label={t('action.close')}
          onClick={toggleContextPane}
        />
        <div className={css.person}>
          <Avatar name={customer.name} size={48} />
          <div>
            <h2 className={css.name}>{customer.name}</h2>
            <p className={css.email}>
              {customer.email ? (
                <a href={`mailto:${customer.email}`}>{customer.email}</a>
              ) : (
                t('context.noEmail')
              )}
            </p>
          </div>
        </div>
        <Facts conversation={conversation} />
        <CallCustomer conversation={conversation} />
        <Section title={t('context.case')} aside={conversation.case.number}>
          <CaseForm
            summary={conversation.case}
            canEdit={canEdit}
            conversationId={conversation.id}
          />
        </Section>
        {why && (
          <Section title={t('context.why')}>
            <WhyText why={why} />
          </Section>
        )}
        {conversation.survey && (
          <Section title={t('context.survey')}>
            <p className={css.survey}>
              <IconStarFilled size={16} aria-hidden="true" />
              {t('context.score', { score: conversation.survey.score })}
            </p>
            {conversation.survey.comment && <p>«{conversation.survey.comment}»</p>}
          </Section>
        )}
        <Before conversation={conversation} />
        <Section title={t('context.history')}>
          <History conversation={conversation} />
        </Section>
      </div>
    </aside>
  );
}

/** Their number is known when they called before; else it is asked for. The call belongs to the case. */
function CallCustomer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const voice = useLive(hasVoice);
  const call = useLive((state) =>
    state.calls.find((each) => each.conversation_id === conversation.id),
  );
  const before = useQuery({
    ...callQuery(conversation.id),
    enabled: voice && conversation.channel === 'voice' && !call,
  });
  const number = before.data?.number || conversation.customer.phone;
  if (!voice || call) return null;
  return (
    <Button
      className={css.call ?? ''}
      variant="default"
      size="xs"
      leftSection={<IconPhone size={16} aria-hidden="true" />}
      onClick={() =>
        openPhone({
          what: 'dial',
          caseId: conversation.case.id,
          ...(number && { to: number }),
        })
      }
    >
      {t('command.dial')}
    </Button>
  );
}

function Facts({ conversation }: { conversation: Conversation }) {
  const { t, i18n } = useTranslation();
  const zone = useLive((state) => state.me.tenant.zone);
  const times = useTimes(zone);
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  return (
    <div className={css.chips}>
      <Badge>{t('context.since', { date: times.date(conversation.customer.created_at) })}</Badge>
      <Badge>{names.of(conversation.language) ?? conversation.language}</Badge>
    </div>
  );
}

function Section(props: { title: string; aside?: string; children: ReactNode }) {
  return (
    <details className={css.section} open>
      <summary>
        <h3>{props.title}</h3>
        {props.aside && <span className="num">{props.aside}</span>}
      </summary>
      <div className={css.body}>{props.children}</div>
    </details>
  );
}

function Before({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const zone = useLive((state) => state.me.tenant.zone);
  const times = useTimes(zone);
  const page = useQuery({
    queryKey: ['customer', conversation.customer.id],
    queryFn: ({ signal }) => fetchCustomer(conversation.customer.id, signal),
  });
  if (page.isError) return <ErrorNote error={page.error} onRetry={() => page.refetch()} />;
  if (!page.data) return <Skeleton rows={3} />;
  const cases = page.data.cases.filter((each) => each.id !== conversation.case.id);
  const talks = page.data.conversations.filter((each) => each.id !== conversation.id);
  return (
    <>
      {page.data.records.length > 0 && (
        <Section title={t('context.records')} aside={String(page.data.records.length)}>
          <Records records={page.data.records} />
        </Section>
      )}
      <Section title={t('context.cases')} aside={String(cases.length)}>
        {cases.length === 0 && <p className={css.quiet}>{t('context.noCases')}</p>}
        <ul className={css.items}>
          {cases.map((each) => (
            <li key={each.id}>
              <span className={css.subject}>{each.subject}</span>
              <span className={css.quiet}>
                {each.number} · {t(`caseState.${each.state}`)} · {times.date(each.created_at)}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('context.conversations')} aside={String(talks.length)}>
        {talks.length === 0 && <p className={css.quiet}>{t('context.noConversations')}</p>}
        <ul className={css.items}>
          {talks.map((each) => (
            <li key={each.id}>
              <Link to="/inbox/$conversationId" params={{ conversationId: each.id }}>
                {each.case.subject}
              </Link>
              <span className={css.quiet}>
                {times.date(each.created_at)} · {each.queue.name} ·{' '}
                {t(`conversationState.${each.state}`)}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
