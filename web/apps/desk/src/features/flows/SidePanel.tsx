/* Beside the node: what is wrong, trying it out, and the versions. */
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Details } from './api.ts';
import css from './Editor.module.css';
import { Count } from './outline/OutlinePane.tsx';
import { ProblemsPanel } from './ProblemsPanel.tsx';
import { TrialPanel } from './trial/TrialPanel.tsx';
import type { useEditor } from './useEditor.ts';
import { VersionsPanel } from './versions/VersionsPanel.tsx';

export type PanelTab = 'problems' | 'try' | 'versions';
const TABS: readonly PanelTab[] = ['problems', 'try', 'versions'];

interface Props {
  details: Details;
  editor: ReturnType<typeof useEditor>;
  tab: PanelTab;
  onTab: (tab: PanelTab) => void;
  onGo: (node: string, field?: string) => void;
  onHere: (node: string) => void;
}

export function SidePanel({ details, editor, tab, onTab, onGo, onHere }: Props) {
  const { t } = useTranslation('flows');
  const list = useRef<HTMLDivElement>(null);
  const step = (by: number) => {
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length] ?? 'problems';
    onTab(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <section className={css.panel} data-region="panel" aria-label={t('panes.panel')}>
      <div
        ref={list}
        className={css.tabs}
        role="tablist"
        aria-label={t('panes.panel')}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') step(1);
          if (event.key === 'ArrowLeft') step(-1);
        }}
      >
        {TABS.map((each) => (
          <button
            key={each}
            id={`tab-${each}`}
            type="button"
            role="tab"
            aria-selected={each === tab}
            aria-controls="flow-panel"
            tabIndex={each === tab ? 0 : -1}
            onClick={() => onTab(each)}
          >
            {t(`tab.${each}`)}
            {each === 'problems' && details.problems.length > 0 && (
              <Count n={details.problems.length} />
            )}
          </button>
        ))}
      </div>
      <div
        className={css.panelBody}
        role="tabpanel"
        id="flow-panel"
        aria-labelledby={`tab-${tab}`}
        tabIndex={0}
      >
        <h2 className="visually-hidden">{t(`tab.${tab}`)}</h2>
        {tab === 'problems' && <ProblemsPanel details={details} onGo={onGo} />}
        {tab === 'try' && <TrialPanel id={details.id} flow={editor.flow} onHere={onHere} />}
        {tab === 'versions' && <VersionsPanel details={details} editor={editor} />}
      </div>
    </section>
  );
}
