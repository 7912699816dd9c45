/* What was recorded of a conversation, in its timeline. Fetched when the call is over. */
import { useQuery } from '@tanstack/react-query';
import { type CallRecord, callQuery } from '../phone/api.ts';
import { usePhoneTexts } from '../phone/usePhone.ts';
import { RecordingCard } from './RecordingCard.tsx';

const AGAIN_MS = 2000;
const LOOKS_FOR_FIGURES = 4;

/** The call's last second is written a moment after it; so is what was measured, if anything was. */
function settling(call: CallRecord, looks: number): boolean {
  if (call.recordings.some((each) => each.state === 'recording')) return true;
  return Boolean(call.answered_at && !call.measures) && looks < LOOKS_FOR_FIGURES;
}

export default function Recordings({ id }: { id: string }) {
  const ready = usePhoneTexts();
  const record = useQuery({
    ...callQuery(id),
    refetchInterval: ({ state }) =>
      state.data && settling(state.data, state.dataUpdateCount) ? AGAIN_MS : false,
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
