import { IconAlertTriangle, IconCornerDownRight, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Flow } from '../api.ts';
import { ICONS } from '../kinds/icons.ts';
import { type Line, snippet } from '../model/outline.ts';
import css from './Outline.module.css';
import { Count } from './OutlinePane.tsx';

interface Props {
  line: Line;
  flow: Flow;
  /** Found by searching: without the ways between. */
  flat: boolean;
  problems: number;
  open: boolean;
  here: boolean;
  tab: boolean;
  onOpen: () => void;
}

export function OutlineRow({ line, flow, flat, problems, open, here, tab, onOpen }: Props) {
  const { t, i18n } = useTranslation('flows');
  const node = flow.nodes[line.name];
  const edges = t('edge', { returnObjects: true }) as Record<string, string>;
  const way = line.edge && [edges[line.edge.name], line.edge.detail].filter(Boolean).join(' ');
  const Icon = !node
    ? IconAlertTriangle
    : line.kind === 'link'
      ? IconCornerDownRight
      : ICONS[node.type];
  const text = line.kind === 'node' ? snippet(flow, line.name, i18n.language) : '';
  return (
    <div
      role="treeitem"
      aria-level={flat ? 1 : line.depth + 1}
      aria-selected={open}
      tabIndex={tab ? 0 : -1}
      className={css.row}
      data-kind={line.kind}
      style={{ '--depth': flat ? 0 : line.depth } as React.CSSProperties}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onOpen();
      }}
    >
      <Icon size={18} stroke={1.5} aria-hidden="true" className={css.icon} />
      <span className={css.words}>
        {way && !flat && <span className={css.way}>{way}</span>}
        {line.lost && <span className={css.lost}>{t('outline.lost')}</span>}
        <span className={css.name}>
          {line.kind === 'missing' ? t('node.missing', { name: line.name }) : line.name}
          {node && line.kind === 'node' && (
            <span className={css.kind}> · {t(`kind.${node.type}`)}</span>
          )}
          {line.kind === 'link' && <span className="visually-hidden"> {t('outline.again')}</span>}
        </span>
        {text && <span className={css.snippet}>{text}</span>}
      </span>
      {here && (
        <span className={css.here}>
          <IconPlayerPlayFilled size={14} aria-hidden="true" />
          <span className="visually-hidden">{t('outline.here')}</span>
        </span>
      )}
      {problems > 0 && <Count n={problems} />}
    </div>
  );
}
