/*
 * The page's two live regions. What is announced politely within a moment is read as one text, so that a
 * busy conversation does not drown a screen reader; the assertive one is for a customer who rings.
 */
import { useEffect, useState } from 'react';

const POLITE_GATHER_MS = 2000;
type Listener = (region: 'polite' | 'assertive', text: string) => void;
let listener: Listener = () => {};
let gathered: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string): void {
  gathered.push(text);
  // The first is read at once, what follows within two seconds is read together.
  if (timer !== undefined) return;
  flush();
  timer = setTimeout(() => {
    timer = undefined;
    flush();
  }, POLITE_GATHER_MS);
}

function flush(): void {
  if (gathered.length === 0) return;
  listener('polite', gathered.join('. '));
  gathered = [];
}

export function announceNow(text: string): void {
  listener('assertive', text);
}

export function LiveRegions() {
  const [polite, setPolite] = useState('');
  const [assertive, setAssertive] = useState('');
  useEffect(() => {
    // A trailing no-break space makes the same text twice a change that is read again.
    const change = (text: string) => (old: string) => (old === text ? `${text}\u00a0` : text);
    listener = (region, text) => (region === 'polite' ? setPolite : setAssertive)(change(text));
    return () => {
      listener = () => {};
    };
  }, []);
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="visually-hidden" role="alert" aria-live="assertive">
        {assertive}
      </div>
    </>
  );
}
