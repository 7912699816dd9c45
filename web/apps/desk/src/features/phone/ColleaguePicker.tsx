/* Colleagues by name, those who could answer now first, each with what they are doing. */
import type { Shape } from '@centralino/api/types.ts';
import { StateDot } from '@centralino/ui/badges.tsx';
import { Empty, ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleaguesQuery } from './api.ts';
import { matching, stateOf } from './colleagues.ts';
import css from './Phone.module.css';

const AGAIN_MS = 5000;
/** More than can be seen at a glance are searched. */
const GLANCE = 7;

interface Props {
  chosen: string;
  onChoose: (id: string) => void;
  /** The customer's: who does not speak it is marked. */
  language: string;
  fault: string | undefined;
}

export function ColleaguePicker({ chosen, onChoose, language, fault }: Props) {
  const { t, i18n } = useTranslation('phone');
  const query = useQuery({ ...colleaguesQuery, refetchInterval: AGAIN_MS });
  const [words, setWords] = useState('');
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Skeleton rows={3} height={40} />;
  const all = matching(query.data.items, '', i18n.language);
  const shown = matching(query.data.items, words, i18n.language);
  if (all.length === 0) {
    return (
      <Empty
        level="h3"
        icon={<IconUsers stroke={1.5} />}
        title={t('colleagues.none')}
        text={t('colleagues.noneText')}
      />
    );
  }
  return (
    <>
      {all.length > GLANCE && (
        <TextInput
          label={t('colleagues.search')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <fieldset className={css.colleagues}>
        <legend>{t('transferring.agent')}</legend>
        {shown.map((each) => (
          <Row
            key={each.id}
            colleague={each}
            foreign={!each.languages.includes(language)}
            language={language}
            checked={each.id === chosen}
            onChoose={() => onChoose(each.id)}
          />
        ))}
        {shown.length === 0 && <p className={css.hint}>{t('colleagues.nobody')}</p>}
      </fieldset>
      {fault && (
        <p className={css.fault} role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

interface RowProps {
  colleague: Shape<'Colleague'>;
  foreign: boolean;
  language: string;
  checked: boolean;
  onChoose: () => void;
}

function Row({ colleague, foreign, language, checked, onChoose }: RowProps) {
  const { t, i18n } = useTranslation('phone');
  const common = useTranslation().t;
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const state = stateOf(colleague);
  return (
    <label className={css.colleague}>
      <input type="radio" name="colleague" checked={checked} onChange={onChoose} />
      <span className={css.colleagueName}>{colleague.name}</span>
      {foreign && (
        <span className={css.hint}>
          {t('colleagues.foreign', { language: names.of(language) ?? language })}
        </span>
      )}
      <span className={css.colleagueState}>
        <StateDot state={colleague.state} />
        {state === 'on_call' ? t('colleagues.onCall') : common(`agentState.${state}`)}
      </span>
    </label>
  );
}
