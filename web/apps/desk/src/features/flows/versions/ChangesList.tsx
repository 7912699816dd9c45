/* What is different between two versions, in words. */
import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { differenceQuery } from '../api.ts';
import { changesOf } from '../model/difference.ts';
import css from './Versions.module.css';

interface Props {
  id: string;
  /** A version's number, or "draft". */
  from: string;
  to: string;
  revision: number;
}

export function ChangesList({ id, from, to, revision }: Props) {
  const { t } = useTranslation('flows');
  const query = useQuery(differenceQuery(id, from, to, revision));
  const names = t('field', { returnObjects: true }) as Record<string, string>;
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Skeleton rows={2} />;
  const changes = changesOf(query.data);
  if (changes.length === 0) return <p className={css.quiet}>{t('versions.same')}</p>;
  return (
    <ul className={css.changes}>
      {changes.map(({ what, node, fields }) => {
        const list = fields.map((field) => names[field] ?? field).join(', ');
        return (
          <li key={what + node} data-what={what}>
            {t(`versions.${what}`, { node, fields: list })}
          </li>
        );
      })}
    </ul>
  );
}
