/* Ways in and out of the telephone: one at a time, its state above, its settings below. */
import { announce } from '@centralino/ui/announce.tsx';
import { Button } from '@mantine/core';
import { IconPhonePlus, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../admin/Confirm.tsx';
import { DocumentForm } from '../admin/DocumentForm.tsx';
import { FormDialog } from '../admin/FormDialog.tsx';
import { PickedArea } from '../admin/PickedArea.tsx';
import { RemoveCard } from '../admin/RemoveCard.tsx';
import { useKeptList } from '../admin/useKeptList.ts';
import { usePhoneTexts } from '../phone/usePhone.ts';
import { createTrunk, removeTrunk, saveTrunk, TELEPHONE, TRUNKS, type Trunk } from './api.ts';
import { type TrunkDraft, trunkDocument, trunkDraft } from './drafts.ts';
import { newTrunkFields, trunkSections } from './fields.ts';
import { NoTelephone } from './NoTelephone.tsx';
import { TrunkState } from './TrunkState.tsx';

export default function TrunksArea() {
  const { t } = useTranslation('admin');
  const ready = usePhoneTexts();
  const queries = useQueryClient();
  const trunks = useQuery(TRUNKS);
  const kept = useKeptList<Trunk>(TRUNKS.queryKey);
  const [chosen, setChosen] = useState('');
  const [creating, setCreating] = useState(false);
  const [removing, setRemoving] = useState<Trunk>();
  const titles = t('trunks', { returnObjects: true }) as Record<string, string>;
  const look = () => queries.invalidateQueries({ queryKey: TELEPHONE.queryKey });

  async function create(draft: TrunkDraft, key: string): Promise<void> {
    const made = await createTrunk(trunkDocument(draft), key);
    kept.put(made);
    setChosen(made.id);
    void look();
  }
  async function save(trunk: Trunk, draft: TrunkDraft): Promise<void> {
    kept.put(await saveTrunk(trunk.id, trunkDocument(draft)));
    void look();
  }
  if (!ready) return null;

  return (
    <>
      <PickedArea
        title={t('trunks.title')}
        lead={t('trunks.lead')}
        action={
          <Button
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setCreating(true)}
          >
            {t('trunks.create')}
          </Button>
        }
        query={trunks}
        empty={{
          icon: <IconPhonePlus stroke={1.5} />,
          title: t('trunks.none'),
          text: t('trunks.noneText'),
        }}
        label={t('trunks.pick')}
        idOf={(trunk) => trunk.id}
        nameOf={(trunk) => trunk.name}
        chosen={chosen}
        onChoose={setChosen}
      >
        {(trunk) => (
          <>
            <TrunkState key={`${trunk.id}-state`} trunk={trunk} all={trunks.data?.items ?? []} />
            <DocumentForm<TrunkDraft>
              key={trunk.id}
              saved={trunkDraft(trunk)}
              sections={trunkSections}
              titleOf={(section) => titles[section] ?? ''}
              onSave={(draft) => save(trunk, draft)}
            />
            <RemoveCard
              title={t('trunks.removeHead')}
              text={t('trunks.removeHint')}
              onRemove={() => setRemoving(trunk)}
            />
          </>
        )}
      </PickedArea>
      <NoTelephone />
      {creating && (
        <FormDialog<TrunkDraft>
          title={t('trunks.create')}
          action={t('make')}
          saved={trunkDraft()}
          fields={newTrunkFields}
          width={640}
          onSave={create}
          onClose={() => setCreating(false)}
        >
          <p>{t('trunks.createText')}</p>
        </FormDialog>
      )}
      {removing && (
        <Confirm
          title={t('removeTitle', { name: removing.name })}
          text={t('trunks.removeText')}
          action={t('remove')}
          run={async () => {
            await removeTrunk(removing.id);
            kept.drop(removing);
            announce(t('removed'));
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  );
}
