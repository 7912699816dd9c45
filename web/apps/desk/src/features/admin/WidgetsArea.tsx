import { useLive } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { Button } from '@mantine/core';
import { IconExternalLink, IconMessageCircle, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FLOWS } from '../flows/api.ts';
import css from './Admin.module.css';
import {
  createWidget,
  NUMBERS,
  QUEUES,
  removeWidget,
  saveWidget,
  WIDGETS,
  type Widget,
} from './api.ts';
import { Confirm } from './Confirm.tsx';
import { CopyLine } from './CopyLine.tsx';
import { DocumentForm } from './DocumentForm.tsx';
import { FormDialog } from './FormDialog.tsx';
import type { Field, Option, Section } from './fields.ts';
import { PickedArea } from './PickedArea.tsx';
import { RemoveCard } from './RemoveCard.tsx';
import { useKeptList } from './useKeptList.ts';
import { lineFor, type WidgetDraft, widgetDocument, widgetDraft } from './widgetDraft.ts';

const own = (document: unknown) => (document as WidgetDraft).own;
const text = (name: string, of: 'title' | 'greeting', language: 'it' | 'en'): Field => ({
  path: `texts.${of}.${language}`,
  name,
  kind: 'text',
  max: 300,
  when: own,
});

const basics = (queues: readonly Option[], flows: readonly Option[]): Field[] => [
  { path: 'name', name: 'widgetName', kind: 'text', max: 80 },
  { path: 'queue_id', name: 'widgetQueue', kind: 'choice', options: queues },
  { path: 'flow_id', name: 'widgetFlow', kind: 'choice', options: flows },
];

const sections = (
  queues: readonly Option[],
  flows: readonly Option[],
  calls: readonly Option[],
): Section[] => [
  {
    name: 'basics',
    fields: [...basics(queues, flows), { path: 'active', name: 'widgetActive', kind: 'switch' }],
  },
  {
    name: 'where',
    fields: [{ path: 'pages', name: 'pages', kind: 'lines', refusedAs: 'look.allowed_origins' }],
  },
  {
    name: 'calls',
    fields: [
      { path: 'call', name: 'callTo', kind: 'choice', options: calls, refusedAs: 'look.call_to' },
    ],
  },
  {
    name: 'looks',
    fields: [
      { path: 'accent', name: 'accent', kind: 'colour', optional: true },
      { path: 'own', name: 'ownTexts', kind: 'switch' },
      text('titleIt', 'title', 'it'),
      text('titleEn', 'title', 'en'),
      text('greetingIt', 'greeting', 'it'),
      text('greetingEn', 'greeting', 'en'),
    ],
  },
];

export function WidgetsArea() {
  const { t } = useTranslation('admin');
  const widgets = useQuery(WIDGETS);
  const queues = useQuery(QUEUES);
  const numbers = useQuery(NUMBERS);
  const published = useQuery(FLOWS);
  const kept = useKeptList<Widget>(WIDGETS.queryKey);
  const [chosen, setChosen] = useState('');
  const [creating, setCreating] = useState(false);
  const [removing, setRemoving] = useState<Widget>();
  const options = (queues.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const leading = (published.data?.items ?? []).filter(
    (each) => each.published !== undefined && !each.module,
  );
  const flows: Option[] = [
    { value: '', label: t('widgets.noFlow') },
    ...leading.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const titles = t('widgets', { returnObjects: true }) as Record<string, string>;
  const calls: Option[] = [
    { value: '', label: t('widgets.noCalls') },
    ...options.map(({ value, label }) => ({
      value: `queue_id:${value}`,
      label: t('widgets.callQueue', { name: label }),
    })),
    ...(numbers.data?.items ?? []).map(({ id, name, number }) => ({
      value: `number_id:${id}`,
      label: t('widgets.callNumber', { name, number }),
    })),
    ...leading.map(({ id, name }) => ({
      value: `flow_id:${id}`,
      label: t('widgets.callFlow', { name }),
    })),
  ];
  const [firstQueue] = options;

  async function create(draft: WidgetDraft, key: string): Promise<void> {
    const made = await createWidget(widgetDocument(draft), key);
    kept.put(made);
    setChosen(made.key);
  }

  return (
    <>
      <PickedArea
        title={t('widgets.title')}
        lead={t('widgets.lead')}
        action={
          <Button
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            disabled={!firstQueue}
            onClick={() => setCreating(true)}
          >
            {t('widgets.create')}
          </Button>
        }
        query={widgets}
        empty={{
          icon: <IconMessageCircle stroke={1.5} />,
          title: t('widgets.none'),
          text: t(firstQueue ? 'widgets.noneText' : 'widgets.noQueue'),
        }}
        label={t('widgets.pick')}
        idOf={(widget) => widget.key}
        nameOf={(widget) => widget.name}
        chosen={chosen}
        onChoose={setChosen}
      >
        {(widget) => (
          <>
            <Embedding widget={widget} />
            {queues.data && numbers.isFetched && published.data && (
              <DocumentForm<WidgetDraft>
                key={widget.key}
                saved={widgetDraft(widget)}
                sections={sections(options, flows, calls)}
                titleOf={(section) => titles[section] ?? ''}
                because={{ 'look.allowed_origins': t('widgets.pageWrong') }}
                onSave={async (draft) =>
                  kept.put(await saveWidget(widget.key, widgetDocument(draft)))
                }
              />
            )}
            <RemoveCard
              title={t('widgets.removeHead')}
              text={t('widgets.removeHint')}
              onRemove={() => setRemoving(widget)}
            />
          </>
        )}
      </PickedArea>
      {creating && firstQueue && (
        <FormDialog<WidgetDraft>
          title={t('widgets.create')}
          action={t('make')}
          saved={widgetDraft({ name: '', queue_id: firstQueue.value, look: {} })}
          fields={basics(options, flows)}
          done={t('widgets.created')}
          onSave={create}
          onClose={() => setCreating(false)}
        />
      )}
      {removing && (
        <Confirm
          title={t('removeTitle', { name: removing.name })}
          text={t('widgets.removeText')}
          action={t('remove')}
          run={async () => {
            await removeWidget(removing.key);
            kept.drop(removing);
            announce(t('removed'));
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  );
}

/** How it gets into a site. */
function Embedding({ widget }: { widget: Widget }) {
  const { t } = useTranslation('admin');
  const demo = useLive((state) => state.me.tenant.demo);
  return (
    <section className={css.card}>
      <h2>{t('widgets.embed')}</h2>
      <p className={css.quiet}>{t('widgets.embedText')}</p>
      <CopyLine
        label={t('widgets.line')}
        text={lineFor(widget.key, location.origin, widget.look.accent)}
      />
      {demo && (
        <p className={css.preview}>
          <a
            href={`/demo?widget=${encodeURIComponent(widget.key)}`}
            target="_blank"
            rel="noreferrer"
          >
            {t('widgets.preview')}
            <IconExternalLink size={16} aria-hidden="true" />
          </a>
        </p>
      )}
    </section>
  );
}
