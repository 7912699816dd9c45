/* One trial: all that happened so far, sent anew with each event; the server keeps nothing. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Channel, type Flow, type Happening, tryFlow } from '../api.ts';

const EVENTS_MAX = 200;

export interface Start {
  channel: Channel;
  language: string;
  caller: string;
}

export function useTrial(id: string, flow: Flow) {
  const [start, setStart] = useState<Start>();
  const [subject, setSubject] = useState(flow);
  const [events, setEvents] = useState<Happening[]>([]);
  const [attempt, setAttempt] = useState(0);
  const query = useQuery({
    queryKey: ['admin', 'flows', id, 'try', attempt, events.length],
    queryFn: ({ signal }) => {
      if (!start) throw new Error('nothing is tried');
      return tryFlow(id, { ...start, flow: subject, events }, signal);
    },
    enabled: start !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const full = events.length + 2 > EVENTS_MAX;
  return {
    start,
    query,
    full,
    /** The flow was changed since this trial began. */
    old: start !== undefined && subject !== flow,
    begin: (how: Start) => {
      setStart(how);
      setSubject(flow);
      // What was said is heard to its end before anything else happens.
      setEvents([{ type: 'prompt_done' }]);
      setAttempt((n) => n + 1);
    },
    happen: (event: Happening) => {
      if (!full && !query.isFetching) setEvents([...events, event, { type: 'prompt_done' }]);
    },
  };
}
