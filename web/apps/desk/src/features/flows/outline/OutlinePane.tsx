/*
 * The flow as a tree: each node once, under the first way that leads to it; ways back are links. Arrows walk,
 * Enter opens, Home and End go to the ends; searching leaves only what fits.
 */
import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconSettings } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flow, Problem } from '../api.ts';
import { found, type Line, outline } from '../model/outline.ts';
import css from './Outline.module.css';
import { OutlineRow } from './OutlineRow.tsx';

interface Props {
  flow: Flow;
  problems: readonly Problem[];
  /** Empty: the settings. */
  open: string;
  /** Where a trial stands. */
  here: string;
  onOpen: (node: string) => void;
  onCreate: () => void;
}

export function OutlinePane({ flow, problems, open, here, onOpen, onCreate }: Props) {
  const { t, i18n } = useTranslation('flows');
  const [typed, setTyped] = useState('');
  const [focused, setFocused] = useState('');
  const tree = useRef<HTMLDivElement>(null);
  const all = useMemo(() => outline(flow, i18n.language), [flow, i18n.language]);
  const lines = useMemo(() => found(all, flow, typed), [all, flow, typed]);
  const count = (node: string) => problems.filter((each) => each.node === node).length;
  // One line takes part in tabbing: the one walked to, else the open one, else the first.
  const tab =
    lines.find((each) => each.id === focused) ??
    lines.find((each) => each.name === open && each.kind === 'node') ??
    lines[0];

  function walk(event: KeyboardEvent): void {
    const at = lines.findIndex((each) => each.id === tab?.id);
    const to = target(event.key, at, lines);
    if (to === undefined) return;
    event.preventDefault();
    setFocused(lines[to]?.id ?? '');
    tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[to]?.focus();
  }

  return (
    <section className={css.pane} data-region="outline" aria-label={t('panes.outline')}>
      <div className={css.tools}>
        <TextInput
          aria-label={t('outline.search')}
          placeholder={t('outline.search')}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={onCreate}
        >
          {t('node.title')}
        </Button>
      </div>
      <button
        type="button"
        className={css.settings}
        aria-current={open === '' ? 'true' : undefined}
        onClick={() => onOpen('')}
      >
        <IconSettings size={18} stroke={1.5} aria-hidden="true" />
        <span>{t('settings.title')}</span>
        {count('') > 0 && <Count n={count('')} />}
      </button>
      {lines.length === 0 ? (
        <p className={css.none}>{t('outline.none')}</p>
      ) : (
        <div
          ref={tree}
          className={css.tree}
          role="tree"
          aria-label={t('outline.label')}
          onKeyDown={walk}
        >
          {lines.map((line) => (
            <OutlineRow
              key={line.id}
              line={line}
              flow={flow}
              flat={typed.trim() !== ''}
              problems={line.kind === 'node' ? count(line.name) : 0}
              open={line.kind === 'node' && line.name === open}
              here={line.kind === 'node' && line.name === here}
              tab={line.id === tab?.id}
              onOpen={() => {
                setFocused(line.id);
                if (line.kind !== 'missing') onOpen(line.name);
              }}
            />
          ))}
        </div>
      )}
    </section>
  );
}

export function Count({ n }: { n: number }) {
  const { t } = useTranslation('flows');
  return (
    <span className={css.count}>
      <span aria-hidden="true">{n}</span>
      <span className="visually-hidden">{t('problems.count', { count: n })}</span>
    </span>
  );
}

/** Left goes to the line above that is less far in: the one whose way leads here. */
function target(key: string, at: number, lines: readonly Line[]): number | undefined {
  const depth = lines[at]?.depth ?? 0;
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, lines.length - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return lines.length - 1;
    case 'ArrowLeft': {
      const above = lines.slice(0, at).findLastIndex((each) => each.depth < depth);
      return above < 0 ? undefined : above;
    }
    case 'ArrowRight':
      return (lines[at + 1]?.depth ?? 0) > depth ? at + 1 : undefined;
    default:
      return undefined;
  }
}
