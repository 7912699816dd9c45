import { Dialog } from '@centralino/ui/Dialog.tsx';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { type Place, type PlaceDocument, savePlace, type User } from './api.ts';
import { capitalised } from './capitalised.ts';
import { FormDialog } from './FormDialog.tsx';
import type { Field, Option } from './fields.ts';
import { NEW_PLACE, placeFields, tidyPlace } from './placeFields.ts';

interface Common {
  queues: readonly Option[];
  skills: readonly Option[];
  onSaved: (place: Place) => void;
  onClose: () => void;
}

function useLanguageNames(): (code: string) => string {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  return (code) => capitalised(names.of(code) ?? code);
}

export function AgentDialog({
  place,
  queues,
  skills,
  onSaved,
  onClose,
}: Common & { place: Place }) {
  const { t } = useTranslation('admin');
  const nameOfLanguage = useLanguageNames();
  const document: PlaceDocument = {
    queues: place.queues,
    languages: place.languages,
    skills: place.skills,
    capacity: place.capacity,
  };
  return (
    <FormDialog<PlaceDocument>
      title={t('agents.changeTitle', { name: place.name })}
      action={t('save')}
      width={640}
      saved={document}
      fields={placeFields({ queues, skills, spoken: place.languages, nameOfLanguage })}
      done={t('saved')}
      onSave={async (wanted) => onSaved(await savePlace(place.user_id, tidyPlace(wanted)))}
      onClose={onClose}
    />
  );
}

type Draft = PlaceDocument & { user: string };

export function NewAgentDialog({
  users,
  queues,
  skills,
  onSaved,
  onClose,
}: Common & { users: readonly User[] }) {
  const { t } = useTranslation('admin');
  const nameOfLanguage = useLanguageNames();
  const [first] = users;
  if (!first) {
    return (
      <Dialog title={t('agents.create')} onClose={onClose}>
        <div className={css.dialog}>
          <p>{t('agents.nobody')}</p>
          <div className={css.buttons}>
            <Button data-autofocus onClick={onClose}>
              {t('understood')}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  const who: Field = {
    path: 'user',
    name: 'user',
    kind: 'choice',
    options: users.map((each) => ({ value: each.id, label: `${each.name} (${each.email})` })),
  };
  return (
    <FormDialog<Draft>
      title={t('agents.create')}
      action={t('add')}
      width={640}
      saved={{ ...NEW_PLACE, user: first.id }}
      fields={[who, ...placeFields({ queues, skills, spoken: [], nameOfLanguage })]}
      done={t('agents.created')}
      onSave={async ({ user, ...wanted }) => onSaved(await savePlace(user, tidyPlace(wanted)))}
      onClose={onClose}
    />
  );
}
