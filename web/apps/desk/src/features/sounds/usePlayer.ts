import { useEffect, useRef, useState } from 'react';
import { audioOf, type Sound } from './api.ts';

/** One sound at a time, from the start each time. */
export function usePlayer() {
  const [playing, setPlaying] = useState('');
  const audio = useRef<HTMLAudioElement>(undefined);
  useEffect(() => () => audio.current?.pause(), []);

  function toggle(sound: Sound): void {
    audio.current?.pause();
    if (playing === sound.id) {
      setPlaying('');
      return;
    }
    const fresh = new Audio(audioOf(sound));
    // Whatever ends an older one, the newer goes on.
    const over = () => setPlaying((id) => (audio.current === fresh ? '' : id));
    fresh.onended = over;
    fresh.onpause = over;
    audio.current = fresh;
    setPlaying(sound.id);
    fresh.play().catch(over);
  }

  return { playing, toggle };
}
