// A telephone that says exactly what a test wants, byte by byte: for what well-behaved programs never do.
import dgram from 'node:dgram';
import { randomBytes } from 'node:crypto';
import { connect } from 'node:tls';
import { patience_ms } from './peers.mjs';

const random = () => randomBytes(6).toString('hex');

export class Phone {
  static async start(target, address = '127.0.0.1') {
    const phone = new Phone();
    [phone.host, phone.port] = [target.split(':')[0], Number(target.split(':')[1])];
    phone.address = address;
    phone.heard = [];
    phone.waiting = [];
    phone.socket = await bound(address, (text) => {
      phone.heard.push(text.toString('latin1'));
      for (const wake of phone.waiting.splice(0)) wake();
    });
    phone.audio = await bound(address, (packet, from) => phone.onAudio?.(packet, from));
    phone.here = `${address}:${phone.socket.address().port}`;
    phone.tag = random();
    phone.callId = `${random()}@${address}`;
    phone.cseq = 0;
    return phone;
  }

  /** Over TLS; answers come the same way. */
  static async startTls(target, options) {
    const phone = await Phone.start(target);
    phone.stream = connect({ host: phone.host, port: phone.port, ...options });
    await new Promise((resolve, reject) => {
      phone.stream.once('secureConnect', resolve);
      phone.stream.once('error', reject);
    });
    phone.transport = 'TLS';
    let rest = '';
    phone.stream.on('error', () => {});
    phone.stream.on('data', (piece) => {
      rest += piece.toString('latin1');
      for (let message = whole(rest); message; message = whole(rest)) {
        rest = rest.slice(message.length);
        phone.heard.push(message);
        for (const wake of phone.waiting.splice(0)) wake();
      }
    });
    return phone;
  }

  /** `rtpmap`: what a codec of no fixed number is. */
  sdp(codec = '0', rtpmap = undefined) {
    const port = this.audio.address().port;
    return [
      'v=0', `o=- 1 1 IN IP4 ${this.address}`, 's=-', `c=IN IP4 ${this.address}`, 't=0 0',
      `m=audio ${port} RTP/AVP ${codec} 101`, 'a=rtpmap:101 telephone-event/8000', ...(rtpmap ? [`a=rtpmap:${codec} ${rtpmap}`] : []), 'a=rtcp-mux', '',
    ].join('\r\n');
  }

  raw(bytes) {
    if (this.stream) this.stream.write(bytes);
    else this.socket.send(bytes, this.port, this.host);
  }

  /** A request of a dialog; `headers` replace those of the same name, or are added. */
  request(method, { to = 'sip:101@host', uri = to, toTag, body = '', cseq, branch = random(), headers = {} } = {}) {
    const number = cseq ?? (method === 'ACK' || method === 'CANCEL' ? this.cseq : (this.cseq += 1));
    const all = {
      Via: `SIP/2.0/${this.transport ?? 'UDP'} ${this.here};branch=z9hG4bK${branch};rport`,
      From: `<sip:anna@${this.address}>;tag=${this.tag}`,
      To: `<${to}>${toTag ? `;tag=${toTag}` : ''}`,
      'Call-ID': this.callId,
      CSeq: `${number} ${method}`,
      Contact: `<sip:anna@${this.here}>`,
      'Max-Forwards': '70',
      ...(body ? { 'Content-Type': 'application/sdp' } : {}),
      ...headers,
      'Content-Length': headers['Content-Length'] ?? String(body.length),
    };
    const lines = Object.entries(all).filter(([, value]) => value !== null);
    this.raw(`${method} ${uri} SIP/2.0\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
    return branch;
  }

  /** An answer to a request that was heard. */
  answer(request, status, { body = '', headers = '' } = {}) {
    const keep = request.split('\r\n\r\n')[0].split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line));
    const lines = keep.map((line) => (/^To:/i.test(line) && !line.includes(';tag=') && status > 100 ? `${line};tag=${this.tag}` : line));
    const contact = `Contact: <sip:555@${this.here}>\r\n`;
    const type = body ? 'Content-Type: application/sdp\r\n' : '';
    this.raw(`SIP/2.0 ${status} Answer\r\n${lines.join('\r\n')}\r\n${contact}${headers}${type}Content-Length: ${body.length}\r\n\r\n${body}`);
  }

  /** The next message that fits, since the one before; waits for it. */
  async hear(pattern) {
    const until = Date.now() + patience_ms;
    for (;;) {
      const at = this.heard.findIndex((text) => pattern.test(text));
      if (at >= 0) return this.heard.splice(0, at + 1)[at];
      const left = until - Date.now();
      if (left <= 0) throw new Error(`nothing like ${pattern} was heard, but: ${this.heard.map((t) => t.split('\r\n')[0])}`);
      await Promise.race([
        new Promise((wake) => this.waiting.push(wake)),
        new Promise((wake) => setTimeout(wake, left).unref()),
      ]);
    }
  }

  /** Calls and is answered; gives the 200 with what is needed to go on. */
  async call(to = 'sip:101@host', options = {}) {
    this.request('INVITE', { to, body: this.sdp(), ...options });
    const ok = await this.hear(/^SIP\/2.0 200 [^]*CSeq: \d+ INVITE/);
    return { ok, ...dialogOf(ok) };
  }

  close() {
    this.stream?.destroy();
    this.socket.close();
    this.audio.close();
  }
}

export function dialogOf(message) {
  return {
    toTag: /^To:.*;tag=([^;\r\n]+)/im.exec(message)?.[1],
    uri: /^Contact: <([^>]+)>/im.exec(message)?.[1],
    audio: Number(/^m=audio (\d+)/m.exec(message)?.[1]),
  };
}

function bound(address, heard) {
  const socket = dgram.createSocket('udp4');
  socket.on('message', heard);
  return new Promise((resolve) => socket.bind(0, address, () => resolve(socket)));
}

/** The first message of a stream, or nothing when it is not whole yet. */
export function whole(text) {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const length = Number(/^Content-Length: *(\d+)/im.exec(text)?.[1] ?? 0);
  return text.length >= end + 4 + length ? text.slice(0, end + 4 + length) : undefined;
}
