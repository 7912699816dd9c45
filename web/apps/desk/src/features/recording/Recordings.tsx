/* What was recorded of a conversation, in its timeline. Fetched when the call is over. */
import { useQuery } from '@tanstack/react-query';
import { callQuery } from '../phone/api.ts';
import { usePhoneTexts } from '../phone/usePhone.ts';
import { RecordingCard } from './RecordingCard.tsx';

const AGAIN_MS = 2000;

export default function Recordings({ id }: { id: string }) {
  const ready = usePhoneTexts();
  const record = useQuery({
    ...callQuery(id),
    // Its last second is written a moment after the call.
    refetchInterval: ({ state }) =>
      state.data?.recordings.some((each) => each.state === 'recording') ? AGAIN_MS : false,
  });
  if (!ready || !record.data) return null;
  const { recordings, may_listen, may_download } = record.data;
  return recordings
    .filter((each) => each.state !== 'empty')
    .map((each) => (
      <RecordingCard
        key={each.id}
        recording={each}
        mayListen={may_listen}
        mayDownload={may_download}
      />
    ));
}
