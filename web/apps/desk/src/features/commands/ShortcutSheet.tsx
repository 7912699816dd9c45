import type { Role } from '@centralino/api/types.ts';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { useTranslation } from 'react-i18next';
import { commandIds, definitionOf, type Group } from './definitions.ts';
import { Keys } from './Keys.tsx';
import css from './Palette.module.css';

const GROUPS: Group[] = ['go', 'conversation', 'offer', 'call', 'wrapup', 'me', 'view'];

export default function ShortcutSheet({ role, onClose }: { role: Role; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose} width={760}>
      <p>{t('shortcuts.lead')}</p>
      <div className={css.sheet}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`group.${group}`)}</h3>
            <ul>
              {commandIds.map((id) => {
                const each = definitionOf(id);
                if (each.group !== group || !each.keys) return null;
                if (each.roles && !each.roles.includes(role)) return null;
                return (
                  <li key={id} className={css.row}>
                    <span>{t(`command.${id}`)}</span>
                    <Keys keys={each.keys} />
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
