/* What was published when, by whom and why; comparing with the draft, and the way back. */
import { useLive } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { Empty } from '@centralino/ui/states.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../admin/Confirm.tsx';
import { type Details, rollBack, type Version } from '../api.ts';
import type { useEditor } from '../useEditor.ts';
import { ChangesList } from './ChangesList.tsx';
import css from './Versions.module.css';

interface Props {
  details: Details;
  editor: ReturnType<typeof useEditor>;
}

export function VersionsPanel({ details, editor }: Props) {
  const { t } = useTranslation('flows');
  const zone = useLive((state) => state.me.tenant.zone);
  const times = useTimes(zone);
  const [compared, setCompared] = useState<number>();
  const [back, setBack] = useState<Version>();
  if (details.versions.length === 0)
    return (
      <Empty
        level="h3"
        icon={<IconHistory stroke={1.5} />}
        title={t('versions.none')}
        text={t('versions.noneText')}
      />
    );
  return (
    <>
      <ol className={css.versions}>
        {details.versions.map((each) => {
          const now = each.number === details.published?.number;
          return (
            <li key={each.number}>
              <p className={css.head}>
                <strong>{t('versions.number', { number: each.number })}</strong>
                {now && <Badge tone="ok">{t('versions.now')}</Badge>}
              </p>
              {each.note && <p>{each.note}</p>}
              <p className={css.quiet}>
                {t('versions.by', {
                  name: each.by || t('versions.program'),
                  date: times.date(each.at),
                  time: times.time(each.at),
                })}
              </p>
              <div className={css.buttons}>
                <Button
                  size="xs"
                  variant="default"
                  aria-expanded={compared === each.number}
                  onClick={() => setCompared(compared === each.number ? undefined : each.number)}
                >
                  {t('versions.compare')}
                </Button>
                {!now && (
                  <Button size="xs" variant="default" onClick={() => setBack(each)}>
                    {t('versions.back')}
                  </Button>
                )}
              </div>
              {compared === each.number && (
                <ChangesList
                  id={details.id}
                  from={String(each.number)}
                  to="draft"
                  revision={details.revision}
                />
              )}
            </li>
          );
        })}
      </ol>
      {back && (
        <Confirm
          title={t('versions.backTitle', { number: back.number })}
          text={t('versions.backText')}
          action={t('versions.back')}
          run={async () => {
            editor.adopt(await rollBack(details.id, back.number));
            announce(t('versions.backDone', { number: back.number }));
          }}
          onClose={() => setBack(undefined)}
        />
      )}
    </>
  );
}
