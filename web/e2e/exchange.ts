/*
 * A pretended telephone exchange: the desk's live socket with calls added to what the real server says. The far
 * end of the audio line is a second peer in the page itself, so that sound really flows.
 */
import type { Page, WebSocketRoute } from '@playwright/test';

export interface PretendedCall {
  conversation_id: string;
  [field: string]: unknown;
}

export class Exchange {
  /** What the desk asked for over REST: "hold {"on":true}". */
  readonly asked: string[] = [];
  /** Whoever looks at the live state in a test opens one of their own. */
  private readonly sockets = new Set<WebSocketRoute>();
  private seq = 0;
  /** Whose desk it is. */
  me = '';
  private readonly calls = new Map<string, PretendedCall>();
  private readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** `calls`: those that are there when the desk opens. */
  static async at(page: Page, calls: PretendedCall[] = []): Promise<Exchange> {
    const exchange = new Exchange(page);
    for (const call of calls) exchange.keep(call);
    await page.routeWebSocket(/\/api\/v1\/live/, (socket) => exchange.connect(socket));
    await page.route('**/api/v1/conversations/*/call/**', async (route) => {
      const path = new URL(route.request().url()).pathname.split('/call/')[1];
      exchange.asked.push(`${path} ${route.request().postData() ?? ''}`.trim());
      await route.fulfill({ status: 204 });
    });
    await page.route('**/api/v1/calls', async (route) => {
      exchange.asked.push(`calls ${route.request().postData()}`);
      const [conversation] = exchange.calls.keys();
      await route.fulfill({ status: 201, json: { conversation_id: conversation } });
    });
    return exchange;
  }

  private connect(socket: WebSocketRoute): void {
    const server = socket.connectToServer();
    server.onMessage((data) => {
      const message = JSON.parse(String(data));
      this.seq = Math.max(this.seq, message.seq ?? 0);
      if (message.type === 'snapshot') {
        this.sockets.add(socket);
        message.calls = [...this.calls.values()];
        message.telephone = true;
        message.voice = message.me.agent;
        this.me = message.me.user_id;
      }
      socket.send(JSON.stringify(message));
    });
    socket.onMessage((data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'call.line') void this.answer(socket, message.sdp);
      else if (message.type !== 'call.line_close') server.send(data);
    });
  }

  private async answer(socket: WebSocketRoute, offer: string): Promise<void> {
    const sdp = await this.page.evaluate(async (text) => {
      const far = new RTCPeerConnection();
      (window as unknown as { far: RTCPeerConnection }).far = far;
      await far.setRemoteDescription({ type: 'offer', sdp: text });
      const tone = new AudioContext();
      const out = tone.createMediaStreamDestination();
      const oscillator = tone.createOscillator();
      oscillator.connect(out);
      oscillator.start();
      const [track] = out.stream.getAudioTracks();
      if (track) far.addTrack(track, out.stream);
      await far.setLocalDescription();
      await new Promise<void>((done) => {
        const look = () => far.iceGatheringState === 'complete' && done();
        far.onicegatheringstatechange = look;
        look();
      });
      return far.localDescription?.sdp ?? '';
    }, offer);
    socket.send(JSON.stringify({ type: 'call.line', sdp }));
  }

  private keep(call: PretendedCall): PretendedCall {
    const whole = {
      direction: 'in',
      state: 'talking',
      number: '+390212345678',
      line_number: '+390298765432',
      held: false,
      recording: 'off',
      agents_pause: true,
      secret: false,
      known: [],
      conference: false,
      watchers: [],
      started_at: new Date(Date.now() - 65_000).toISOString(),
      hold_s_total: 0,
      ...this.calls.get(call.conversation_id),
      ...call,
    };
    this.calls.set(call.conversation_id, whole);
    return whole;
  }

  /** The call is now so. */
  update(call: PretendedCall): void {
    this.say({ seq: this.seq, type: 'call.updated', call: this.keep(call) });
  }

  say(message: object): void {
    for (const socket of this.sockets) {
      try {
        socket.send(JSON.stringify(message));
      } catch {
        this.sockets.delete(socket); // closed meanwhile
      }
    }
  }

  /** How many packets of the agent's voice have come to the far end. */
  heard(): Promise<number> {
    return this.page.evaluate(async () => {
      const { far } = window as unknown as { far: RTCPeerConnection };
      let packets = 0;
      for (const each of (await far.getStats()).values())
        if (each.type === 'inbound-rtp') packets += each.packetsReceived;
      return packets;
    });
  }
}
