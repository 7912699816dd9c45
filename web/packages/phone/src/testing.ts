/* A line for tests, with a microphone, a sender and peers, small but behaving as a browser's do. */
import { vi } from 'vitest';
import { type LineView, PhoneLine } from './line.ts';
import type { PeerLike, SenderLike, StreamLike, TrackLike } from './media.ts';

export class FakeTrack implements TrackLike {
  enabled = true;
  stopped = false;
  onended: ((event: Event) => unknown) | null = null;
  stop() {
    this.stopped = true;
  }
}

export class FakeStream implements StreamLike {
  readonly track = new FakeTrack();
  getTracks = () => [this.track];
  getAudioTracks = () => [this.track];
}

export class FakeSender implements SenderLike {
  track: TrackLike | null = null;
  async replaceTrack(track: TrackLike | null) {
    this.track = track;
  }
}

export class FakePeer implements PeerLike {
  connectionState: RTCPeerConnectionState = 'new';
  iceGatheringState: RTCIceGatheringState = 'new';
  localDescription: { sdp: string } | null = null;
  ontrack: PeerLike['ontrack'] = null;
  onconnectionstatechange: (() => void) | null = null;
  onicegatheringstatechange: (() => void) | null = null;
  readonly sender = new FakeSender();
  remote = '';
  closed = false;
  private readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  addTransceiver() {
    return { sender: this.sender };
  }
  async setLocalDescription() {
    this.localDescription = { sdp: `offer ${this.name}` };
    this.iceGatheringState = 'complete';
    this.onicegatheringstatechange?.();
  }
  async setRemoteDescription({ sdp }: { sdp: string }) {
    if (sdp === 'nonsense') throw new Error('no description');
    this.remote = sdp;
  }
  getStats = async () => new Map();
  close() {
    this.closed = true;
  }
  become(state: RTCPeerConnectionState) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}

export function setUp() {
  const peers: FakePeer[] = [];
  const streams: FakeStream[] = [];
  const sent: { type: string; sdp?: string }[] = [];
  const views: LineView[] = [];
  const sounds: StreamLike[] = [];
  const world = { socketUp: true, microphone: undefined as Error | undefined };
  const line = new PhoneLine({
    media: {
      makePeer: () => {
        const peer = new FakePeer(String(peers.length + 1));
        peers.push(peer);
        return peer;
      },
      makeStream: () => new FakeStream(),
      openMicrophone: async () => {
        if (world.microphone) throw world.microphone;
        const stream = new FakeStream();
        streams.push(stream);
        return stream;
      },
    },
    send: (message) => {
      if (world.socketUp) sent.push(message);
      return world.socketUp;
    },
    onChange: (view) => views.push(view),
    onSound: (stream) => sounds.push(stream),
    random: () => 0,
  });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const connect = async () => {
    line.start();
    await settle();
    line.receive({ type: 'call.line', sdp: 'answer' });
    await settle();
    peers.at(-1)?.become('connected');
  };
  const peer = (n: number) => peers[n - 1] as FakePeer;
  return { line, peers, peer, streams, sent, views, sounds, world, settle, connect };
}
