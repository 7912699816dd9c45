/*
 * Notices what a browser does not say clearly: that the network is another one, and that the machine slept. A
 * timer that comes much too late was asleep.
 */

const LOOK_MS = 5_000;
const ASLEEP_MS = 20_000;

interface WithConnection {
  connection?: EventTarget;
}

/** Calls `changed` when what was connected may not be any more; gives back how to stop. */
export function watchNetwork(changed: () => void): () => void {
  const connection = (navigator as WithConnection).connection;
  let seen = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - seen > ASLEEP_MS) changed();
    seen = now;
  }, LOOK_MS);
  addEventListener('online', changed);
  connection?.addEventListener('change', changed);
  return () => {
    clearInterval(timer);
    removeEventListener('online', changed);
    connection?.removeEventListener('change', changed);
  };
}
