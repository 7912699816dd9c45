import { useLive } from '@centralino/live/react.tsx';
import { useTranslation } from 'react-i18next';
import { changeUser, createUser, type Invitation, type NewUser, type User } from './api.ts';
import { FormDialog } from './FormDialog.tsx';
import type { Field } from './fields.ts';

const ROLES = ['agent', 'supervisor', 'admin'];
const NAME: Field = { path: 'name', name: 'personName', kind: 'text', max: 100 };
const LANGUAGE: Field = {
  path: 'language',
  name: 'language',
  kind: 'choice',
  options: [
    { value: 'it', label: 'Italiano' },
    { value: 'en', label: 'English' },
  ],
};
const ROLE: Field = { path: 'role', name: 'role', kind: 'choice', options: ROLES };
const EMAIL: Field = { path: 'email', name: 'email', kind: 'email', max: 254 };
const ACTIVE: Field = { path: 'active', name: 'userActive', kind: 'switch' };

export function NewUserDialog(props: {
  onMade: (user: User, invitation: Invitation | undefined) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('admin');
  const language = useLive((state) => state.me.tenant.language);
  return (
    <FormDialog<NewUser>
      title={t('users.invite')}
      action={t('users.inviteMake')}
      saved={{ name: '', email: '', role: 'agent', language }}
      fields={[NAME, EMAIL, ROLE, LANGUAGE]}
      because={{ email: t('users.emailTaken'), shared_account: t('users.sharedNew') }}
      // The link takes its place.
      stays
      onSave={async (document, key) => {
        const wanted = { ...document, name: document.name.trim(), email: document.email.trim() };
        const { user, invitation } = await createUser(wanted, key);
        props.onMade(user, invitation);
      }}
      onClose={props.onClose}
    >
      <p>{t('users.inviteText')}</p>
    </FormDialog>
  );
}

type Draft = Pick<User, 'name' | 'role' | 'language'> & { active: boolean };

export function UserDialog(props: {
  user: User;
  onChanged: (user: User) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('admin');
  const { user } = props;
  const before: Draft = {
    name: user.name,
    role: user.role,
    language: user.language,
    active: user.state !== 'inactive',
  };

  // Only what changed is sent: the name of somebody who works elsewhere too is not ours to touch.
  const changesOf = (draft: Draft): Partial<Draft> =>
    Object.fromEntries(
      Object.entries(draft).filter(([name, value]) => value !== before[name as keyof Draft]),
    );

  return (
    <FormDialog<Draft>
      title={t('users.changeTitle', { name: user.name })}
      action={t('save')}
      saved={before}
      fields={[NAME, ROLE, LANGUAGE, ACTIVE]}
      because={{ last_admin: t('users.lastAdmin'), shared_account: t('users.shared') }}
      done={t('saved')}
      onSave={async (draft) => props.onChanged(await changeUser(user.id, changesOf(draft)))}
      onClose={props.onClose}
    >
      <p>{t('users.changeText')}</p>
    </FormDialog>
  );
}
