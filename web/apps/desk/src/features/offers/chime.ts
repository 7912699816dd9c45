/* Two soft tones, made here: no sound file to load, nothing to license. */

let context: AudioContext | undefined;

function tone(audio: AudioContext, frequency: number, at: number): void {
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.18, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.35);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.4);
}

export function chime(): void {
  try {
    context ??= new AudioContext();
    // Before the first click on the page a browser keeps quiet; the card is seen and read out all the same.
    if (context.state === 'suspended') void context.resume();
    tone(context, 660, context.currentTime);
    tone(context, 880, context.currentTime + 0.18);
  } catch {
    // No audio device is not a reason to break an offer.
  }
}
