/* A note of the system's own for a call that rings while another window is in front. */

interface Ringing {
  title: string;
  text: string;
  tag: string;
}

/** Asked for once, when somebody becomes available: browsers want a click before it. */
export function askToNotify(): void {
  if ('Notification' in globalThis && Notification.permission === 'default')
    void Notification.requestPermission();
}

/** Shown only when the page cannot be seen; gives back how to take it away. */
export function notify({ title, text, tag }: Ringing): () => void {
  const may = 'Notification' in globalThis && Notification.permission === 'granted';
  if (!may || document.visibilityState === 'visible') return () => {};
  const note = new Notification(title, { body: text, tag, requireInteraction: true });
  note.onclick = () => {
    window.focus();
    note.close();
  };
  return () => note.close();
}
