/*
 * A page's network cable, which a test can pull. Chromium's own way to be offline ends requests and sockets but not
 * what is spoken by UDP, nor does its packet loss: so that goes through a relay here, which then forwards nothing.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Page } from '@playwright/test';

const HOST = '127.0.0.1';

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, HOST);
  await once(socket, 'listening');
  return socket;
}

export class Cable {
  readonly #page: Page;
  readonly #front: Socket;
  /** Towards the server, one for each end of the browser. */
  readonly #backs = new Map<string, Promise<Socket>>();
  #server = 0;
  #pulled = false;
  /** Datagrams that came through, either way. */
  passed = 0;

  private constructor(page: Page, front: Socket) {
    this.#page = page;
    this.#front = front;
  }

  /** Before the page is opened: from then on its calls go through the cable. */
  static async lay(page: Page): Promise<Cable> {
    const cable = new Cable(page, await bound());
    cable.#front.on('message', (bytes, from) => void cable.#send(bytes, from));
    page.context().on('close', () => void cable.#close());
    await page.exposeFunction('serverIsAt', (port: number) => {
      cable.#server = port;
    });
    await page.addInitScript((relay) => {
      const candidate = /^(a=candidate:\S+ \d+ udp \d+ \S+) (\d+)/gim;
      const Original = window.RTCPeerConnection;
      window.RTCPeerConnection = class extends Original {
        override async setRemoteDescription(answer: RTCSessionDescriptionInit): Promise<void> {
          const sdp = answer.sdp ?? '';
          const port = [...sdp.matchAll(candidate)][0]?.[2];
          const { serverIsAt } = window as unknown as { serverIsAt(port: number): Promise<void> };
          await serverIsAt(Number(port));
          await super.setRemoteDescription({
            type: answer.type,
            sdp: sdp.replace(candidate, `$1 ${relay}`),
          });
        }
      };
    }, cable.#front.address().port);
    return cable;
  }

  /** What is spoken is cut; with `all` the page's requests and sockets, too. */
  async pull(all: boolean): Promise<void> {
    this.#pulled = true;
    if (all) await this.#page.context().setOffline(true);
  }

  async plugIn(): Promise<void> {
    this.#pulled = false;
    await this.#page.context().setOffline(false);
  }

  async #send(bytes: Buffer, from: RemoteInfo): Promise<void> {
    if (this.#pulled || !this.#server) return;
    const end = `${from.address} ${from.port}`;
    const back = this.#backs.get(end) ?? this.#open(from);
    this.#backs.set(end, back);
    this.passed += 1;
    (await back).send(bytes, this.#server, HOST);
  }

  async #open({ address, port }: RemoteInfo): Promise<Socket> {
    const back = await bound();
    back.on('message', (bytes) => {
      if (this.#pulled) return;
      this.passed += 1;
      this.#front.send(bytes, port, address);
    });
    return back;
  }

  async #close(): Promise<void> {
    this.#front.close();
    for (const back of this.#backs.values()) (await back).close();
  }
}
