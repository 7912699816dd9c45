import { Dialog } from '@centralino/ui/Dialog.tsx';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CommandId, definitionOf } from './definitions.ts';
import { runCommand, useAvailableCommands } from './hub.ts';
import { Keys } from './Keys.tsx';
import { matches } from './match.ts';
import css from './Palette.module.css';

export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const listId = useId();
  const available = useAvailableCommands();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(
    () => available.filter((id) => id !== 'palette' && matches(query, t(`command.${id}`))),
    [available, query, t],
  );
  const active = found[Math.min(at, found.length - 1)];

  function run(id: CommandId): void {
    onClose();
    // After the dialog has given focus back, so that the command can move it on.
    requestAnimationFrame(() => requestAnimationFrame(() => runCommand(id)));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
    } else if (event.key === 'Enter' && active) {
      event.preventDefault();
      run(active);
    }
  }

  return (
    <Dialog title={t('palette.title')} onClose={onClose} width={560} bare>
      <div className={css.search}>
        <IconSearch size={20} aria-hidden="true" />
        <input
          data-autofocus
          className={css.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={active ? `${listId}-${active}` : undefined}
          aria-label={t('palette.open')}
          placeholder={t('palette.placeholder')}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="visually-hidden" role="status">
        {t('palette.count', { count: found.length })}
      </div>
      {found.length === 0 && <p className={css.none}>{t('palette.none', { query })}</p>}
      <div className={css.list} id={listId} role="listbox" aria-label={t('palette.title')}>
        {found.map((id) => {
          const { keys, group } = definitionOf(id);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox above.
            // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant moves through it.
            <div
              key={id}
              id={`${listId}-${id}`}
              role="option"
              aria-selected={id === active}
              className={css.option}
              onClick={() => run(id)}
              onMouseMove={() => setAt(found.indexOf(id))}
            >
              <span className={css.group}>{t(`group.${group}`)}</span>
              <span className={css.label}>{t(`command.${id}`)}</span>
              {keys && <Keys keys={keys} />}
            </div>
          );
        })}
      </div>
    </Dialog>
  );
}
