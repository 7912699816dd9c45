/* Microphones and loudspeakers: which there are, which one was chosen, and a tone to hear which is which. */

export interface Device {
  id: string;
  /** Empty until the person has allowed the microphone once. */
  label: string;
}

export interface Devices {
  microphones: Device[];
  /** Empty where the browser leaves the choice to the system. */
  speakers: Device[];
}

interface Listed {
  kind: string;
  deviceId: string;
  label: string;
}

/** Sorted into the two lists. The system's own stand first and have the id ''. Pure. */
export function sortDevices(listed: readonly Listed[]): Devices {
  const of = (kind: string): Device[] =>
    listed
      .filter((each) => each.kind === kind && each.deviceId !== 'communications')
      .map(({ deviceId, label }) => ({ id: deviceId === 'default' ? '' : deviceId, label }))
      .filter((each, index, all) => all.findIndex((other) => other.id === each.id) === index);
  return { microphones: of('audioinput'), speakers: of('audiooutput') };
}

export async function listDevices(): Promise<Devices> {
  return sortDevices(await navigator.mediaDevices.enumerateDevices());
}

export function onDevicesChanged(listener: () => void): () => void {
  navigator.mediaDevices.addEventListener('devicechange', listener);
  return () => navigator.mediaDevices.removeEventListener('devicechange', listener);
}

interface Sinks {
  setSinkId?: (id: string) => Promise<void>;
}

/** Where it is heard; a loudspeaker that is gone leaves the system's own. */
export async function playOn(element: HTMLMediaElement, speaker: string): Promise<void> {
  try {
    await (element as Sinks).setSinkId?.(speaker);
  } catch {
    await (element as Sinks).setSinkId?.('').catch(() => {});
  }
}

const TONE_HZ = 440;
const TONE_S = 1.2;

/** A second of a quiet tone on that loudspeaker. */
export async function playTone(speaker: string): Promise<void> {
  const audio = new AudioContext();
  if (speaker) await (audio as Sinks).setSinkId?.(speaker).catch(() => {});
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = TONE_HZ;
  volume.gain.setValueAtTime(0, audio.currentTime);
  volume.gain.linearRampToValueAtTime(0.15, audio.currentTime + 0.05);
  volume.gain.linearRampToValueAtTime(0, audio.currentTime + TONE_S);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start();
  oscillator.stop(audio.currentTime + TONE_S);
  await new Promise((done) => {
    oscillator.onended = done;
  });
  await audio.close();
}
