import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flow, Happening, Tried } from '../api.ts';
import css from './Trial.module.css';

interface Props {
  tried: Tried;
  flow: Flow;
  onHappen: (event: Happening) => void;
}

/** The other system answers: a value for each field that the node takes from it. */
export function LookUpAnswer({ tried, flow, onHappen }: Props) {
  const { t } = useTranslation('flows');
  const node = flow.nodes[tried.node];
  const fields = node?.type === 'look_up' ? Object.values(node.answers ?? {}) : [];
  const [values, setValues] = useState<Record<string, string>>({});
  return (
    <form
      className={css.answer}
      onSubmit={(event) => {
        event.preventDefault();
        onHappen({ type: 'look_up_answered', question: tried.question, fields: values });
      }}
    >
      {fields.map((field) => (
        <TextInput
          key={field}
          label={field}
          maxLength={200}
          value={values[field] ?? ''}
          onChange={(event) => setValues({ ...values, [field]: event.currentTarget.value })}
        />
      ))}
      <Button type="submit" size="xs" variant="default">
        {t('trial.answer.found')}
      </Button>
    </form>
  );
}
