import { useCallback, useEffect, useRef, useState } from 'react';

export type RecorderState = 'idle' | 'recording' | 'denied';

/** The longest sound there may be; the tape ends there by itself. */
const SECONDS_MAX = 10 * 60;

/** The microphone, taped from one click to the next. */
export function useRecorder(onTaken: (sound: Blob) => void) {
  const [state, setState] = useState<RecorderState>('idle');
  const [seconds, setSeconds] = useState(0);
  const recorder = useRef<MediaRecorder>(undefined);
  const closed = useRef(false);
  const stop = useCallback(() => {
    if (recorder.current?.state === 'recording') recorder.current.stop();
  }, []);
  // The dialog may close in the middle: the microphone does not stay open.
  useEffect(() => {
    closed.current = false;
    return () => {
      closed.current = true;
      stop();
    };
  }, [stop]);
  useEffect(() => {
    if (state !== 'recording') return;
    const began = performance.now();
    const clock = setInterval(() => {
      const now = Math.floor((performance.now() - began) / 1000);
      setSeconds(now);
      if (now >= SECONDS_MAX) stop();
    }, 250);
    return () => clearInterval(clock);
  }, [state, stop]);

  async function start(): Promise<void> {
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      setState('denied');
      return;
    }
    const release = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    // Closed while the browser asked for leave.
    if (closed.current) return release();
    const parts: Blob[] = [];
    const tape = new MediaRecorder(stream);
    recorder.current = tape;
    tape.ondataavailable = (event) => parts.push(event.data);
    tape.onstop = () => {
      release();
      if (closed.current) return;
      setState('idle');
      onTaken(new Blob(parts, { type: tape.mimeType }));
    };
    tape.start();
    setSeconds(0);
    setState('recording');
  }

  return { state, seconds, start, stop };
}
