/* The editor: the outline, the open node, and a panel for problems, trying and versions. */
import { announce } from '@centralino/ui/announce.tsx';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Details, Kind, Places } from './api.ts';
import css from './Editor.module.css';
import { EditorHead } from './EditorHead.tsx';
import { freshNode, withNode, withValue } from './model/change.ts';
import { NewNodeDialog } from './NewNodeDialog.tsx';
import { NewVariableDialog } from './NewVariableDialog.tsx';
import { NodePane } from './NodePane.tsx';
import { OutlinePane } from './outline/OutlinePane.tsx';
import { SettingsPane } from './SettingsPane.tsx';
import { type PanelTab, SidePanel } from './SidePanel.tsx';
import { useEditor } from './useEditor.ts';

/** On narrow screens one pane is seen at a time. */
type Pane = 'outline' | 'node' | 'panel';

/** A new node or variable belongs into this field of the open node; without a field, nowhere yet. */
interface Wanted {
  what: 'node' | 'variable';
  path?: string;
}

export function Editor({ details, places }: { details: Details; places: Places }) {
  const { t, i18n } = useTranslation('flows');
  const editor = useEditor(details);
  const { flow, change } = editor;
  const [open, setOpen] = useState(() =>
    details.draft.start in details.draft.nodes ? details.draft.start : '',
  );
  const [pane, setPane] = useState<Pane>('outline');
  const [tab, setTab] = useState<PanelTab>('problems');
  const [here, setHere] = useState('');
  const [wanted, setWanted] = useState<Wanted>();
  const middle = useRef<HTMLElement>(null);
  const shown = open in flow.nodes ? open : '';

  /** Opens a node (empty: the settings), and a field of it when one is named. */
  function go(node: string, field = ''): void {
    setOpen(node);
    setPane('node');
    requestAnimationFrame(() => requestAnimationFrame(() => focusField(field)));
  }
  function focusField(field: string): void {
    const at = (selector: string) => middle.current?.querySelector<HTMLElement>(selector);
    const name = CSS.escape(field);
    const target =
      (field && (at(`[name="${name}"]`) ?? at(`[name^="${name}"]`))) || at('[data-heading]');
    target?.closest('details')?.setAttribute('open', '');
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
  }
  /** Into the open node, or into the flow itself. */
  function put(path: string, value: unknown): void {
    change((now) => {
      const node = now.nodes[shown];
      return shown && node
        ? withNode(now, shown, withValue(node, path, value))
        : withValue(now, path, value);
    }, `${shown}/${path}`);
  }
  function make(name: string, kind: Kind): void {
    const path = wanted?.path;
    change((now) => withNode(now, name, freshNode(kind, now)), `+${name}`);
    if (path) put(path, name);
    setWanted(undefined);
    announce(t('node.made', { name }));
    if (!path) go(name);
  }

  const form = {
    flow,
    places,
    put,
    go,
    createAt: (path: string) => setWanted({ what: 'node', path }),
    declareAt: (path: string) => setWanted({ what: 'variable', path }),
    problems: details.problems.filter((each) => each.node === shown),
  };
  return (
    <div className={css.editor} data-pane={pane}>
      <EditorHead
        details={details}
        editor={editor}
        onProblems={() => {
          setTab('problems');
          setPane('panel');
        }}
      />
      <nav className={css.panes} aria-label={t('panes.label')}>
        {(['outline', 'node', 'panel'] as const).map((each) => (
          <button
            key={each}
            type="button"
            aria-current={each === pane ? 'true' : undefined}
            onClick={() => setPane(each)}
          >
            {t(`panes.${each}`)}
          </button>
        ))}
      </nav>
      <OutlinePane
        flow={flow}
        problems={details.problems}
        open={shown}
        here={here}
        onOpen={go}
        onCreate={() => setWanted({ what: 'node' })}
      />
      <section ref={middle} className={css.middle} data-region="node" aria-label={t('panes.node')}>
        {shown ? (
          <NodePane key={shown} name={shown} form={form} change={change} onOpen={go} />
        ) : (
          <SettingsPane form={form} change={change} />
        )}
      </section>
      <SidePanel
        details={details}
        editor={editor}
        tab={tab}
        onTab={setTab}
        onGo={go}
        onHere={setHere}
      />
      {wanted?.what === 'node' && (
        <NewNodeDialog flow={flow} onMake={make} onClose={() => setWanted(undefined)} />
      )}
      {wanted?.what === 'variable' && (
        <NewVariableDialog
          flow={flow}
          secret={flow.nodes[shown]?.type === 'secret'}
          onMake={(name, type) => {
            change((now) => withValue(now, `variables.${name}`, { type }), `$${name}`);
            if (wanted.path) put(wanted.path, name);
            setWanted(undefined);
          }}
          onClose={() => setWanted(undefined)}
        />
      )}
      <p className="visually-hidden" lang={i18n.language}>
        {t('outline.help')}
      </p>
    </div>
  );
}
