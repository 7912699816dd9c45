/* The flow being edited: what it is now, how it was, and that it is saved. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type Details, FLOWS, type Flow, flowQuery, saveDraft } from './api.ts';
import { DraftSaver } from './model/saving.ts';

const STEPS_KEPT = 100;

export function useEditor(details: Details) {
  const queries = useQueryClient();
  const { id } = details;
  const [flow, setFlow] = useState(details.draft);
  const [past, setPast] = useState<readonly Flow[]>([]);
  const latest = useRef(flow);
  const about = useRef('');

  const first = useRef(details.revision);
  const saver = useMemo(
    () =>
      new DraftSaver(
        first.current,
        (base, wanted) => saveDraft(id, base, wanted),
        () => {
          void queries.invalidateQueries({ queryKey: flowQuery(id).queryKey, exact: true });
          void queries.invalidateQueries({ queryKey: FLOWS.queryKey, exact: true });
        },
      ),
    [id, queries],
  );
  const saving = useSyncExternalStore(saver.subscribe, saver.current);

  const show = useCallback((next: Flow) => {
    latest.current = next;
    setFlow(next);
  }, []);

  /** `what` names the change: several of the same, such as typing in a field, are one step back. */
  const change = useCallback(
    (make: (flow: Flow) => Flow, what: string) => {
      const before = latest.current;
      const next = make(before);
      if (next === before) return;
      if (what !== about.current) setPast((old) => [...old.slice(1 - STEPS_KEPT), before]);
      about.current = what;
      show(next);
      saver.change(next);
    },
    [saver, show],
  );

  const undo = useCallback(() => {
    const before = past.at(-1);
    if (!before) return;
    setPast(past.slice(0, -1));
    about.current = '';
    show(before);
    saver.change(before);
  }, [past, saver, show]);

  /** What the server holds is shown: after publishing, going back to a version, or loading again. */
  const adopt = useCallback(
    (fresh: Details) => {
      queries.setQueryData(flowQuery(id).queryKey, fresh);
      void queries.invalidateQueries({ queryKey: FLOWS.queryKey, exact: true });
      saver.restart(fresh.revision);
      setPast([]);
      about.current = '';
      show(fresh.draft);
    },
    [id, queries, saver, show],
  );

  /** Another whole draft; it is shown only when the server takes it. */
  const replace = useCallback(
    async (wanted: Flow) => {
      await saver.flush();
      const saved = await saveDraft(id, saver.current().revision, wanted);
      setPast((old) => [...old.slice(1 - STEPS_KEPT), latest.current]);
      saver.restart(saved.revision);
      show({ ...wanted, id: latest.current.id });
      await queries.invalidateQueries({ queryKey: flowQuery(id).queryKey, exact: true });
    },
    [id, queries, saver, show],
  );

  // Somebody else saved, and here is nothing that could be lost.
  useEffect(() => {
    if (details.revision > saver.current().revision && saver.current().state === 'saved')
      adopt(details);
  }, [details, saver, adopt]);

  useLeaving(id, saver);
  return { flow, saving, saver, change, undo, canUndo: past.length > 0, adopt, replace };
}

/** Nothing is lost when the page goes away: what waits is sent, and the browser asks while it cannot be. */
function useLeaving(id: string, saver: DraftSaver): void {
  useEffect(() => {
    const send = () => {
      const left = saver.leave();
      if (left) void saveDraft(id, left.revision, left.flow, true).catch(() => {});
    };
    const ask = (event: BeforeUnloadEvent) => {
      const { state } = saver.current();
      if (state === 'stale' || state === 'refused' || state === 'unreachable')
        event.preventDefault();
    };
    addEventListener('pagehide', send);
    addEventListener('beforeunload', ask);
    return () => {
      removeEventListener('pagehide', send);
      removeEventListener('beforeunload', ask);
      void saver.flush();
    };
  }, [id, saver]);
}
