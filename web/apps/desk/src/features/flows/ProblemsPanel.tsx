/* What keeps the flow from being published, by node; each leads to its field. */
import { Empty } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Details, Problem } from './api.ts';
import css from './Editor.module.css';

interface Props {
  details: Details;
  onGo: (node: string, field?: string) => void;
}

export function ProblemsPanel({ details, onGo }: Props) {
  const { t, i18n } = useTranslation('flows');
  const language = i18n.language === 'it' ? 'it' : 'en';
  if (details.problems.length === 0)
    return (
      <Empty
        level="h3"
        icon={<IconCircleCheck stroke={1.5} />}
        title={t('problems.none')}
        text={t('problems.noneText')}
      />
    );
  const nodes = new Map<string, Problem[]>();
  for (const each of details.problems)
    nodes.set(each.node, [...(nodes.get(each.node) ?? []), each]);
  return (
    <div role="status">
      <p className={css.quiet}>{t('problems.lead', { count: details.problems.length })}</p>
      {[...nodes].map(([node, problems]) => (
        <section key={node} className={css.problems}>
          <h3>{node || t('settings.title')}</h3>
          <ul>
            {problems.map((each) => (
              <li key={each.field + each.code + each.text.en}>
                <span>{each.text[language]}</span>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={`${t('problems.go')}: ${each.text[language]}`}
                  onClick={() => onGo(node in details.draft.nodes ? node : '', each.field)}
                >
                  {t('problems.go')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
