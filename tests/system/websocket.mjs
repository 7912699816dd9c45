// A WebSocket client of RFC 6455, as much as these tests need: text messages, ping, close, and a reader
// that can stop reading (`tcp.pause()`).
import { createHash, randomBytes } from 'node:crypto';
import { connect as connectTcp } from 'node:net';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export class WebSocketRefused extends Error {
  constructor(status, body) {
    super(`the socket was refused with ${status}: ${body.slice(0, 300)}`);
    this.status = status;
    this.body = body;
  }
}

/** Opens ws://…; rejects with WebSocketRefused when the answer is not 101. `hear` gets each message, parsed. */
export function openSocket(url, headers, hear) {
  const { hostname, port, pathname, search, host } = new URL(url);
  const key = randomBytes(16).toString('base64');
  const tcp = connectTcp({ host: hostname, port: Number(port) });
  const all = { Host: host, Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Key': key, 'Sec-WebSocket-Version': 13, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  tcp.write(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const onData = (chunk) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const text = head.subarray(0, end).toString();
      const status = Number(text.split(' ')[1]);
      if (status !== 101) {
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
        if (head.length < end + 4 + length) return;
        tcp.destroy();
        return reject(new WebSocketRefused(status, head.subarray(end + 4).toString()));
      }
      tcp.off('data', onData);
      const proof = createHash('sha1').update(key + GUID).digest('base64');
      if (!text.includes(proof)) return reject(new Error('the server did not prove that it speaks WebSocket'));
      tcp.setNoDelay(true);
      const socket = new Socket(tcp, hear);
      resolve(socket);
      socket.read(head.subarray(end + 4));
    };
    tcp.on('data', onData);
    tcp.on('error', reject);
    tcp.on('close', () => reject(new Error('the connection ended before the socket was open')));
  });
}

class Socket {
  closed = null; // {code, reason} once it is over
  #rest = Buffer.alloc(0);
  #parts = [];

  constructor(tcp, hear) {
    Object.assign(this, { tcp, hear });
    tcp.on('data', (chunk) => this.read(chunk));
    for (const end of ['error', 'close']) tcp.on(end, () => this.#over(1006, ''));
  }

  send(message) {
    this.#frame(1, Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)));
  }

  close(code = 1000) {
    const body = Buffer.alloc(2);
    body.writeUInt16BE(code);
    this.#frame(8, body);
  }
  /** Cuts the line without a word, as a lost network does. */
  cut() {
    this.tcp.destroy();
  }

  read(chunk) {
    this.#rest = this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk;
    for (;;) {
      const data = this.#rest;
      if (data.length < 2) return;
      const short = data[1] & 127;
      const at = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (data.length < at) return;
      const size = at === 4 ? data.readUInt16BE(2) : at === 10 ? Number(data.readBigUInt64BE(2)) : short;
      if (data.length < at + size) return;
      this.#rest = data.subarray(at + size);
      this.#take(data[0] & 15, (data[0] & 128) !== 0, data.subarray(at, at + size));
    }
  }

  #take(opcode, last, body) {
    if (opcode === 9) return this.#frame(10, body);
    if (opcode === 10) return;
    if (opcode === 8) {
      const code = body.length >= 2 ? body.readUInt16BE(0) : 1005;
      this.#frame(8, body);
      this.tcp.end();
      return this.#over(code, body.subarray(2).toString());
    }
    this.#parts.push(Buffer.from(body));
    if (!last) return;
    this.hear(JSON.parse(Buffer.concat(this.#parts.splice(0)).toString()));
  }

  #frame(opcode, body) {
    if (this.tcp.destroyed) return;
    const long = body.length > 125;
    const head = Buffer.alloc(long ? 4 : 2);
    head[0] = 128 | opcode;
    head[1] = 128 | (long ? 126 : body.length);
    if (long) head.writeUInt16BE(body.length, 2); // these tests say nothing longer than 64 KiB
    const mask = randomBytes(4);
    this.tcp.write(Buffer.concat([head, mask, Buffer.from(body.map((byte, i) => byte ^ mask[i & 3]))]));
  }

  #over(code, reason) {
    this.closed ??= { code, reason };
  }
}
