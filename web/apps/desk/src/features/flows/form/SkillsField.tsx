import { NativeSelect, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useField, useForm } from './Form.ts';
import { Rows } from './Rows.tsx';
import { useFieldWords } from './words.ts';

interface Need {
  skill: string;
  level: number;
}

const LEVEL_MAX = 10;

/** What whoever answers has to be good at, beyond what the queue asks for. */
export function SkillsField({ path }: { path: string }) {
  const { i18n } = useTranslation();
  const { places } = useForm();
  const { value: needs = [], put } = useField<Need[]>(path, i18n.language);
  const words = useFieldWords('skills');
  const skill = useFieldWords('skill');
  const level = useFieldWords('level');
  const keep = (next: Need[]) => put(next.length > 0 ? next : undefined);
  const first = places.skills[0]?.key ?? '';
  return (
    <Rows
      name={path}
      label={words.label}
      hint={words.hint}
      count={needs.length}
      full={places.skills.length === 0}
      onAdd={() => keep([...needs, { skill: first, level: 1 }])}
      onRemove={(index) => keep(needs.toSpliced(index, 1))}
      row={(index) => {
        const need = needs[index] ?? { skill: '', level: 1 };
        return (
          <>
            <NativeSelect
              label={skill.label}
              value={need.skill}
              onChange={(event) =>
                keep(needs.with(index, { ...need, skill: event.currentTarget.value }))
              }
              data={places.skills.map((each) => ({ value: each.key, label: each.name }))}
            />
            <NumberInput
              label={level.label}
              min={1}
              max={LEVEL_MAX}
              allowDecimal={false}
              hideControls
              value={need.level}
              onChange={(next) =>
                typeof next === 'number' && keep(needs.with(index, { ...need, level: next }))
              }
            />
          </>
        );
      }}
    />
  );
}
