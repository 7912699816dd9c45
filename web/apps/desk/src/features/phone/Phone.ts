/*
 * The telephone of this desk: the audio line, its sound, its quality, and whether calls can be taken. One for
 * the whole page; it follows the live state and tells listeners. No React.
 */
import type { PhoneEvent } from '@centralino/api/types.ts';
import type { LiveStore } from '@centralino/live/store.ts';
import { playOn } from '@centralino/phone/devices.ts';
import { type LineView, PhoneLine } from '@centralino/phone/line.ts';
import { browserMedia, problemOf } from '@centralino/phone/media.ts';
import { mosOf } from '@centralino/phone/quality.ts';
import { type Checked, isReady, readiness } from '@centralino/phone/readiness.ts';
import { StatsReader } from '@centralino/phone/stats.ts';
import { watchNetwork } from '@centralino/phone/watch.ts';
import { preferences } from '@centralino/ui/preferences.ts';
import { hasVoice, mustTalk } from './calls.ts';

export interface PhoneView extends LineView {
  checks: Checked[];
  /** The worse of what this desk and the server measure; undefined while nothing is measured. */
  mos: number | undefined;
}

const MEASURE_MS = 3_000;
/** As long as a line that is being made may keep somebody waiting who wants to become available. */
const PATIENCE_MS = 5_000;

const supported = (): boolean =>
  typeof RTCPeerConnection !== 'undefined' && navigator.mediaDevices?.getUserMedia !== undefined;

export class Phone {
  readonly #store: LiveStore;
  readonly #line: PhoneLine;
  readonly #sound = new Audio();
  readonly #listeners = new Set<() => void>();
  readonly #undo: (() => void)[] = [];
  #view: PhoneView;
  #microphone: 'ok' | 'denied' | 'missing' | 'busy' | undefined;
  #silenced = false;
  #here: number | undefined;
  #there: number | undefined;
  #socketOpen = true;
  #supervising = false;
  #stats = new StatsReader();
  #measuring: ReturnType<typeof setInterval> | undefined;

  constructor(store: LiveStore) {
    this.#store = store;
    this.#sound.autoplay = true;
    this.#line = new PhoneLine({
      media: browserMedia,
      send: store.send,
      onChange: () => this.#tell(),
      onSound: (stream) => this.#play(stream as unknown as MediaStream),
    });
    this.#view = this.#look();
  }

  start(): void {
    this.#undo.push(
      this.#store.listenToPhone(this.#hear),
      this.#store.subscribe(this.#follow),
      watchNetwork(this.#line.renew),
    );
    const click = () => this.#clicked();
    addEventListener('pointerdown', click);
    this.#undo.push(() => removeEventListener('pointerdown', click));
    this.#measuring = setInterval(() => void this.#measure(), MEASURE_MS);
    this.#follow();
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
    clearInterval(this.#measuring);
    this.#line.stop();
    this.#sound.srcObject = null;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  view = (): PhoneView => this.#view;

  mute = (on: boolean): void => this.#line.microphone.mute(on);
  /** Those who lead have a line only once they want to hear a call. */
  /** Who listens in has a line from the first time on; over once it is there, or will not be. */
  beginSupervising = async (): Promise<void> => {
    this.#supervising = true;
    this.#follow();
    await this.#until(() => ['up', 'refused'].includes(this.#view.line.kind));
  };

  chooseMicrophone = (device: string): Promise<void> =>
    this.#line.microphone.choose(device || undefined);
  chooseSpeaker = (device: string): Promise<void> => playOn(this.#sound, device);

  /** Opens the microphone for a moment, and waits for a line that is being made. */
  check = async (): Promise<boolean> => {
    if (!supported()) return false;
    try {
      const stream = await browserMedia.openMicrophone(preferences().microphone || undefined);
      for (const track of stream.getTracks()) track.stop();
      this.#microphone = 'ok';
    } catch (error) {
      this.#microphone = problemOf(error);
    }
    if (this.#view.line.kind !== 'up') this.#line.renew();
    this.#tell();
    await this.#until(() => this.#view.line.kind !== 'connecting');
    return isReady(this.#view.checks);
  };

  #until(fits: () => boolean): Promise<void> {
    if (fits()) return Promise.resolve();
    return new Promise((done) => {
      const timer = setTimeout(() => end(), PATIENCE_MS);
      const stop = this.subscribe(() => fits() && end());
      const end = () => {
        clearTimeout(timer);
        stop();
        done();
      };
    });
  }

  #hear = (event: PhoneEvent): void => {
    if (event.type === 'call.quality') {
      this.#there = event.mos;
      this.#tell();
    } else if (event.type !== 'call.hold_too_long' && event.type !== 'trunk.changed') {
      this.#line.receive(event);
    }
  };

  /** The live state moved: a socket that came back, a call that began or ended. */
  #follow = (): void => {
    const { state, status } = this.#store.view();
    if (!state) return;
    if (hasVoice(state) || this.#supervising) this.#line.start();
    const open = status.kind === 'open';
    if (open && !this.#socketOpen) this.#line.renew();
    this.#socketOpen = open;
    const talks = mustTalk(state);
    if (!talks) this.#forgetQuality();
    void this.#line.talk(talks);
  };

  #forgetQuality(): void {
    if (this.#here === undefined && this.#there === undefined) return;
    this.#here = undefined;
    this.#there = undefined;
    this.#tell();
  }

  #play(stream: MediaStream): void {
    this.#stats = new StatsReader();
    this.#sound.srcObject = stream;
    void playOn(this.#sound, preferences().speaker);
    this.#sound.play().then(
      () => this.#hush(false),
      (error) => this.#hush(error instanceof DOMException && error.name === 'NotAllowedError'),
    );
  }

  #hush(on: boolean): void {
    this.#silenced = on;
    this.#tell();
  }

  /** The first click on a page lets it make sound. */
  #clicked(): void {
    if (
      !this.#silenced &&
      this.#view.checks.every((each) => each.check !== 'sound' || each.state === 'ok')
    )
      return;
    if (this.#sound.srcObject)
      void this.#sound.play().then(
        () => this.#hush(false),
        () => {},
      );
    else this.#hush(false);
  }

  async #measure(): Promise<void> {
    const peer = this.#line.peer();
    if (!peer || this.#view.microphone === 'closed') return;
    const measured = this.#stats.read((await peer.getStats()).values());
    if (!measured) return;
    this.#here = mosOf(measured);
    this.#tell();
  }

  #look(): PhoneView {
    const line = this.#line.view();
    const known = [this.#here, this.#there].filter((each) => each !== undefined);
    const touched = navigator.userActivation?.hasBeenActive ?? true;
    return {
      ...line,
      mos: known.length > 0 ? Math.min(...known) : undefined,
      checks: readiness({
        supported: supported(),
        microphone:
          line.microphone === 'open'
            ? 'ok'
            : line.microphone === 'denied' ||
                line.microphone === 'missing' ||
                line.microphone === 'busy'
              ? line.microphone
              : this.#microphone,
        line: line.line.kind,
        audible: !this.#silenced && touched,
      }),
    };
  }

  #tell(): void {
    this.#view = this.#look();
    for (const listener of this.#listeners) listener();
  }
}
