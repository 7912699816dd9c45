/* The company's own prompts and music. */
import { announce } from '@centralino/ui/announce.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { Button, NativeSelect } from '@mantine/core';
import { IconMusic, IconPlayerPlay, IconPlayerStop, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from '../admin/Admin.module.css';
import { QUEUES } from '../admin/api.ts';
import { Confirm } from '../admin/Confirm.tsx';
import { RowButtons, toChange, toRemove } from '../admin/RowButtons.tsx';
import { TableArea } from '../admin/TableArea.tsx';
import { useKeptList } from '../admin/useKeptList.ts';
import { removeSound, SOUNDS, type Sound } from './api.ts';
import { QueueSounds } from './QueueSounds.tsx';
import { SoundDialog } from './SoundDialog.tsx';
import { usePlayer } from './usePlayer.ts';
import { Waveform } from './Waveform.tsx';

type Open = { what: 'new' } | { what: 'change' | 'remove'; sound: Sound };

export default function SoundsArea() {
  const { t } = useTranslation('admin');
  const sounds = useQuery(SOUNDS);
  const kept = useKeptList<Sound>(SOUNDS.queryKey);
  const [open, setOpen] = useState<Open>();
  const player = usePlayer();
  const close = () => setOpen(undefined);

  return (
    <>
      <TableArea
        title={t('sounds.title')}
        lead={t('sounds.lead')}
        action={
          <Button
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setOpen({ what: 'new' })}
          >
            {t('sounds.create')}
          </Button>
        }
        query={sounds}
        empty={{
          icon: <IconMusic stroke={1.5} />,
          title: t('sounds.none'),
          text: t('sounds.noneText'),
        }}
        columns={[t('sounds.name'), t('sounds.kind'), t('sounds.length'), t('sounds.shape')]}
      >
        {(sound) => (
          <tr key={sound.id}>
            <th scope="row">{sound.name}</th>
            <td>
              {t(`sounds.kinds.${sound.kind}`)}
              {sound.language && ` · ${t(`sounds.languages.${sound.language as 'it' | 'en'}`)}`}
            </td>
            <td className="num">{clock(Math.round(sound.length_ms / 1000))}</td>
            <td>
              <Waveform peaks={sound.peaks} />
            </td>
            <td className={css.end}>
              <RowButtons
                name={sound.name}
                things={[
                  {
                    label: t(player.playing === sound.id ? 'sounds.stop' : 'sounds.play'),
                    icon: player.playing === sound.id ? IconPlayerStop : IconPlayerPlay,
                    run: () => player.toggle(sound),
                  },
                  toChange(t('sounds.change'), () => setOpen({ what: 'change', sound })),
                  toRemove(t('remove'), () => setOpen({ what: 'remove', sound })),
                ]}
              />
            </td>
          </tr>
        )}
      </TableArea>
      {(sounds.data?.items.length ?? 0) > 0 && <Waiting />}
      {(open?.what === 'new' || open?.what === 'change') && (
        <SoundDialog
          {...(open.what === 'change' && { sound: open.sound })}
          onKept={kept.put}
          onClose={close}
        />
      )}
      {open?.what === 'remove' && (
        <Confirm
          title={t('removeTitle', { name: open.sound.name })}
          text={t('sounds.removeText')}
          action={t('remove')}
          because={{ in_use: t('sounds.inUse') }}
          run={async () => {
            await removeSound(open.sound.id);
            kept.drop(open.sound);
            announce(t('removed'));
          }}
          onClose={close}
        />
      )}
    </>
  );
}

/** Which of them are heard in which queue. */
function Waiting() {
  const { t } = useTranslation('admin');
  const queues = useQuery(QUEUES);
  const [chosen, setChosen] = useState('');
  const queue = chosen || queues.data?.items[0]?.id;
  if (!queue) return null;
  return (
    <>
      <NativeSelect
        label={t('queues.pick')}
        value={queue}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={(queues.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <QueueSounds key={queue} queue={queue} />
    </>
  );
}
