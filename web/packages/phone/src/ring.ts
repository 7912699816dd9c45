/* The sound of a call that rings: two tones together, twice, then a pause. Made here: no file to load. */

const TONES_HZ = [440, 480] as const;
const ON_S = 0.4;
const GAP_S = 0.2;
const EVERY_MS = 3_000;

let context: AudioContext | undefined;

function burst(audio: AudioContext, at: number): void {
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.12, at + 0.03);
  volume.gain.setValueAtTime(0.12, at + ON_S - 0.05);
  volume.gain.linearRampToValueAtTime(0, at + ON_S);
  volume.connect(audio.destination);
  for (const frequency of TONES_HZ) {
    const oscillator = audio.createOscillator();
    oscillator.frequency.value = frequency;
    oscillator.connect(volume);
    oscillator.start(at);
    oscillator.stop(at + ON_S);
  }
}

/** Rings until the function it gives back is called. */
export function ring(): () => void {
  const once = () => {
    try {
      context ??= new AudioContext();
      if (context.state === 'suspended') void context.resume();
      burst(context, context.currentTime);
      burst(context, context.currentTime + ON_S + GAP_S);
    } catch {
      // No audio device is not a reason to break a call.
    }
  };
  once();
  const timer = setInterval(once, EVERY_MS);
  return () => clearInterval(timer);
}
