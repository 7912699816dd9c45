import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallSay } from './texts.ts';

const KEYS = '123456789*0#';

/** By mouse, by touch, and by typing while it has the focus. What was pressed is not shown: it may be a secret. */
export function Keypad({ say, onPress }: { say: CallSay; onPress: (key: string) => void }) {
  const pad = useRef<HTMLFieldSetElement>(null);
  const [count, setCount] = useState(0);
  useEffect(() => pad.current?.querySelector('button')?.focus(), []);

  function press(key: string): void {
    setCount((count ?? 0) + 1);
    onPress(key);
  }

  return (
    <fieldset
      class="keys"
      ref={pad}
      onKeyDown={(event) => {
        if (!KEYS.includes(event.key)) return;
        event.preventDefault();
        press(event.key);
      }}
    >
      <legend class="hidden">{say('keypad')}</legend>
      {[...KEYS].map((key) => (
        <button
          key={key}
          type="button"
          class="second num"
          aria-label={say('key', { k: key })}
          onClick={() => press(key)}
        >
          {key}
        </button>
      ))}
      <p class="typed" aria-hidden="true">
        {'•'.repeat(Math.min(count ?? 0, 24))}
      </p>
    </fieldset>
  );
}
