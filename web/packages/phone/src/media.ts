/* What the line needs of a browser, as narrow as it uses it; a test brings its own. */

export interface TrackLike {
  enabled: boolean;
  onended: ((event: Event) => unknown) | null;
  stop(): void;
}

export interface StreamLike {
  getTracks(): TrackLike[];
  getAudioTracks(): TrackLike[];
}

export interface SenderLike {
  replaceTrack(track: TrackLike | null): Promise<void>;
}

export interface PeerLike {
  connectionState: RTCPeerConnectionState;
  iceGatheringState: RTCIceGatheringState;
  localDescription: { sdp: string } | null;
  ontrack: ((event: { track: TrackLike; streams: readonly StreamLike[] }) => void) | null;
  onconnectionstatechange: (() => void) | null;
  onicegatheringstatechange: (() => void) | null;
  addTransceiver(kind: 'audio', init: { direction: 'sendrecv' }): { sender: SenderLike };
  setLocalDescription(): Promise<void>;
  setRemoteDescription(description: { type: 'answer'; sdp: string }): Promise<void>;
  getStats(): Promise<{ values(): Iterable<unknown> }>;
  close(): void;
}

export interface MediaParts {
  makePeer: () => PeerLike;
  makeStream: (track: TrackLike) => StreamLike;
  /** Without a device the system's own. Fails as getUserMedia does. */
  openMicrophone: (device: string | undefined) => Promise<StreamLike>;
}

/** The browser's own. */
export const browserMedia: MediaParts = {
  makePeer: () => new RTCPeerConnection({ bundlePolicy: 'max-bundle' }) as unknown as PeerLike,
  makeStream: (track) =>
    new MediaStream([track as unknown as MediaStreamTrack]) as unknown as StreamLike,
  openMicrophone: async (device) => {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: {
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        ...(device && { deviceId: { exact: device } }),
      },
    });
    return stream as unknown as StreamLike;
  },
};

/** The names that getUserMedia gives to its failures (W3C Media Capture and Streams, 10.2). */
export function problemOf(error: unknown): 'denied' | 'missing' | 'busy' {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return 'busy';
}

/** All addresses in one offer: the server's answer has no way to hear of later ones. */
export function gathered(peer: PeerLike): Promise<void> {
  if (peer.iceGatheringState === 'complete') return Promise.resolve();
  return new Promise((done) => {
    peer.onicegatheringstatechange = () => {
      if (peer.iceGatheringState !== 'complete') return;
      peer.onicegatheringstatechange = null;
      done();
    };
  });
}
