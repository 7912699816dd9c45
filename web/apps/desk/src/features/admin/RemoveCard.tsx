import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';

interface Props {
  title: string;
  /** What happens then, and what must be done before. */
  text: string;
  action?: string;
  onRemove: () => void;
}

/** The end of a thing's page: taking it away. */
export function RemoveCard({ title, text, action, onRemove }: Props) {
  const { t } = useTranslation('admin');
  return (
    <section className={css.card}>
      <h2>{title}</h2>
      <p className={css.quiet}>{text}</p>
      <div className={css.buttons}>
        <Button variant="default" color="bad" onClick={onRemove}>
          {action ?? t('remove')}
        </Button>
      </div>
    </section>
  );
}
