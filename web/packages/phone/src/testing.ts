/* A microphone, a sender and a peer for tests, small but behaving as a browser's do. */
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
