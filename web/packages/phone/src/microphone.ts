/*
 * The microphone of a line: open only while something is to be said. Another may take its place in the middle of a
 * call, and one that is taken away is opened once more.
 */
import { type MediaParts, problemOf, type StreamLike, type TrackLike } from './media.ts';

/** What the microphone is at: only while something is to be said. */
export type MicrophoneState = 'closed' | 'opening' | 'open' | 'denied' | 'missing' | 'busy';

export interface MicrophoneView {
  microphone: MicrophoneState;
  muted: boolean;
}

export interface MicrophoneOptions {
  media: Pick<MediaParts, 'openMicrophone'>;
  onChange: (change: Partial<MicrophoneView>) => void;
  /** What is to be sent from now on. */
  onTrack: (track: TrackLike | null) => Promise<void>;
}

export class Microphone {
  #stream: StreamLike | undefined;
  #device: string | undefined;
  #wanted = false;
  #muted = false;
  /** Each opening has a number: an older one that comes late is closed again. */
  #opening = 0;
  readonly #options: MicrophoneOptions;

  constructor(options: MicrophoneOptions) {
    this.#options = options;
  }

  track = (): TrackLike | null => this.#stream?.getAudioTracks()[0] ?? null;
  wanted = (): boolean => this.#wanted;

  async open(): Promise<void> {
    this.#wanted = true;
    const number = ++this.#opening;
    this.#set('opening');
    let stream: StreamLike;
    try {
      stream = await this.#options.media.openMicrophone(this.#device);
    } catch (error) {
      if (number === this.#opening) this.#set(problemOf(error));
      return;
    }
    if (number !== this.#opening) return this.#release(stream);
    this.#release(this.#stream);
    this.#stream = stream;
    this.#applyMute();
    const track = this.track();
    // Taken away in the middle of a call, or switched off by the system.
    if (track) track.onended = () => void (this.#wanted && this.open());
    await this.#options.onTrack(track);
    if (number === this.#opening) this.#set('open');
  }

  /** The next opening is not muted. */
  close(): void {
    this.#wanted = false;
    this.#muted = false;
    this.#opening += 1;
    void this.#options.onTrack(null);
    this.#release(this.#stream);
    this.#stream = undefined;
    this.#options.onChange({ microphone: 'closed', muted: false });
  }

  /** Another device; undefined is the system's own. */
  async choose(device: string | undefined): Promise<void> {
    this.#device = device;
    if (this.#wanted) await this.open();
  }

  mute(on: boolean): void {
    this.#muted = on;
    this.#options.onChange({ muted: on });
    this.#applyMute();
  }

  #set(microphone: MicrophoneState): void {
    this.#options.onChange({ microphone });
  }

  #applyMute(): void {
    const track = this.track();
    if (track) track.enabled = !this.#muted;
  }

  #release(stream: StreamLike | undefined): void {
    for (const track of stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
  }
}
