import { announce } from '@centralino/ui/announce.tsx';
import { Button } from '@mantine/core';
import { IconPlus, IconStars } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { createSkill, PLACES, removeSkill, renameSkill, SKILLS, type Skill } from './api.ts';
import { Confirm } from './Confirm.tsx';
import { FormDialog } from './FormDialog.tsx';
import type { Field } from './fields.ts';
import { RowButtons, toChange, toRemove } from './RowButtons.tsx';
import { TableArea } from './TableArea.tsx';
import { useKeptList } from './useKeptList.ts';
import { keyFor } from './words.ts';

const FIELDS: readonly Field[] = [{ path: 'name', name: 'skillName', kind: 'text', max: 80 }];

type Open = { what: 'new' } | { what: 'rename' | 'remove'; skill: Skill };

export function SkillsArea() {
  const { t } = useTranslation('admin');
  const skills = useQuery(SKILLS);
  const places = useQuery(PLACES);
  const kept = useKeptList<Skill>(SKILLS.queryKey);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const holders = (id: string) =>
    (places.data?.items ?? []).filter((each) => each.skills.some(({ skill }) => skill === id));

  async function create({ name }: { name: string }, key: string): Promise<void> {
    const taken = (skills.data?.items ?? []).map((each) => each.key);
    kept.put(await createSkill({ key: keyFor(name, taken), name: name.trim() }, key));
  }

  return (
    <>
      <TableArea
        title={t('skills.title')}
        lead={t('skills.lead')}
        action={
          <Button
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setOpen({ what: 'new' })}
          >
            {t('skills.create')}
          </Button>
        }
        query={skills}
        empty={{
          icon: <IconStars stroke={1.5} />,
          title: t('skills.none'),
          text: t('skills.noneText'),
        }}
        columns={[t('skills.name'), t('skills.holders')]}
      >
        {(skill) => (
          <tr key={skill.id}>
            <th scope="row">{skill.name}</th>
            <td className="num">{places.data ? holders(skill.id).length : ''}</td>
            <td className={css.end}>
              <RowButtons
                name={skill.name}
                things={[
                  toChange(t('skills.rename'), () => setOpen({ what: 'rename', skill })),
                  toRemove(t('remove'), () => setOpen({ what: 'remove', skill })),
                ]}
              />
            </td>
          </tr>
        )}
      </TableArea>
      {open?.what === 'new' && (
        <FormDialog
          title={t('skills.create')}
          action={t('make')}
          saved={{ name: '' }}
          fields={FIELDS}
          because={{ key: t('taken') }}
          done={t('skills.created')}
          onSave={create}
          onClose={close}
        />
      )}
      {open?.what === 'rename' && (
        <FormDialog
          title={t('skills.renameTitle', { name: open.skill.name })}
          action={t('save')}
          saved={{ name: open.skill.name }}
          fields={FIELDS}
          done={t('saved')}
          onSave={async ({ name }) => kept.put(await renameSkill(open.skill.id, name.trim()))}
          onClose={close}
        />
      )}
      {open?.what === 'remove' && (
        <Confirm
          title={t('removeTitle', { name: open.skill.name })}
          text={t('skills.removeText')}
          action={t('remove')}
          because={{ in_use: t('skills.inUse') }}
          run={async () => {
            await removeSkill(open.skill.id);
            kept.drop(open.skill);
            announce(t('removed'));
          }}
          onClose={close}
        />
      )}
    </>
  );
}
