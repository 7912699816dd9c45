// TLS both ways, and SRTP by keys in descriptions.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { check, expect, same, startSuite } from '../system/checks.mjs';
import { echoOf, Srtp } from './audio.mjs';
import { folder, freePort, Probe } from './peers.mjs';
import { Phone, whole } from './phone.mjs';

const at = (name) => join(folder, name);

function openssl(...words) {
  execFileSync('openssl', words, { stdio: 'ignore' });
}

function authority(name) {
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`, '-days', '2', '-keyout', at(`${name}.key`), '-out', at(`${name}.pem`));
}

function certificate(name, signer, subject) {
  writeFileSync(at(`${name}.ext`), `subjectAltName=${subject}\n`);
  openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`, '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`));
  openssl('x509', '-req', '-in', at(`${name}.csr`), '-CA', at(`${signer}.pem`), '-CAkey', at(`${signer}.key`), '-CAcreateserial', '-days', '2', '-extfile', at(`${name}.ext`), '-out', at(`${name}.pem`));
}

/** A trunk that answers everything with 200 over TLS; INVITE with a description of `sdp`. */
async function tlsTrunk(name, sdp) {
  const heard = [];
  const names = [];
  const server = createServer({ key: readFileSync(at(`${name}.key`)), cert: readFileSync(at(`${name}.pem`)) }, (stream) => {
    names.push(stream.servername);
    let rest = '';
    stream.on('error', () => {});
    stream.on('data', (piece) => {
      rest += piece.toString('latin1');
      for (let message = whole(rest); message; message = whole(rest)) {
        rest = rest.slice(message.length);
        heard.push(message);
        if (message.startsWith('ACK')) continue;
        const keep = message.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/.test(line));
        const body = message.startsWith('INVITE') ? sdp(message) : '';
        const lines = keep.map((line) => (/^To:/.test(line) && !line.includes('tag=') ? `${line};tag=t` : line));
        stream.write(`SIP/2.0 200 OK\r\n${lines.join('\r\n')}\r\nContact: <sip:t@127.0.0.1:${server.address().port};transport=tls>\r\n${body ? 'Content-Type: application/sdp\r\n' : ''}Content-Length: ${body.length}\r\n\r\n${body}`);
      }
    });
  });
  server.on('tlsClientError', () => {});
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, heard, names, port: server.address().port };
}

export async function run() {
  for (const name of ['ours', 'theirs']) authority(name);
  certificate('engine', 'ours', 'IP:127.0.0.1');
  certificate('trunk', 'ours', 'DNS:trunk.example,IP:127.0.0.1');
  const tlsPort = await freePort();
  const probe = await Probe.start('--trusted', '127.0.0.1/32', '--sip-tls', `127.0.0.1:${tlsPort}`, '--certificate', at('engine.pem'), '--key', at('engine.key'));
  startSuite('encrypted', () => probe.lines.slice(-12).join('\n') + probe.errors.slice(-500));
  const trunk = await tlsTrunk('trunk', (offer) => {
    const crypto = /^a=crypto:(\d+) (\S+) inline:(\S+)/m.exec(offer);
    return ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', `m=audio 9000 ${crypto ? 'RTP/SAVP' : 'RTP/AVP'} 8`, ...(crypto ? [`a=crypto:${crypto[1]} ${crypto[2]} inline:${crypto[3]}`] : []), ''].join('\r\n');
  });
  const configure = (words) => {
    probe.say(`trunk id=1 host=127.0.0.1 port=${trunk.port} transport=tls options=1 ${words}`);
    probe.say('configure');
  };

  await check('a trunk whose certificate is right', async () => {
    const mark = probe.mark();
    configure(`ca=${at('ours.pem')} tls_name=trunk.example`);
    await probe.line(/^TrunkState trunk=1 reach=up detail=200/, mark);
    same(trunk.names[0], 'trunk.example', 'it was asked for by its name');
  });
  await check('a call by it, with SRTP', async () => {
    let mark = probe.mark();
    configure(`ca=${at('ours.pem')} srtp`);
    await probe.line(/^TrunkState trunk=1 reach=up/, mark);
    mark = probe.mark();
    probe.say('dial trunk=1 to=555 from=055111');
    const leg = (await probe.line(/^Answered leg=(\d+)/, mark))[1];
    const invite = trunk.heard.find((text) => text.startsWith('INVITE'));
    expect(/^m=audio \d+ RTP\/SAVP /m.test(invite), 'nothing but SRTP is offered', invite);
    expect(new RegExp(`^Contact: <sip:[^>]*:${tlsPort};transport=tls>`, 'm').test(invite), 'we can be reached by TLS', invite);
    probe.say(`hangup leg=${leg}`);
    await probe.line(new RegExp(`^Ended leg=${leg} cause=normal`), mark);
  });
  await check('a trunk whose certificate is signed by somebody else', async () => {
    const mark = probe.mark();
    configure(`ca=${at('theirs.pem')}`);
    await probe.line(/^TrunkState trunk=1 reach=down detail=its certificate is refused/, mark);
  });
  await check('a trunk whose certificate has another name', async () => {
    const mark = probe.mark();
    configure(`ca=${at('ours.pem')} tls_name=bank.example`);
    await probe.line(/^TrunkState trunk=1 reach=down detail=its certificate is refused: .*ostname/, mark);
    const before = trunk.heard.length;
    probe.say('dial trunk=1 to=555');
    await probe.line(/^Ended .*cause=unavailable/, mark);
    same(trunk.heard.slice(before), [], 'nothing was said to it');
  });
  await check('an authority that is none', async () => {
    const mark = probe.mark();
    configure(`ca=${at('none.pem')}`);
    await probe.line(/^TrunkState trunk=1 reach=down detail=.*cannot be read/, mark);
  });

  const ca = readFileSync(at('ours.pem'));
  const inline = randomBytes(30).toString('base64');
  const secured = (phone) => phone.sdp().replace('RTP/AVP', 'RTP/SAVP') + `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${inline}\r\n`;
  await check('calls in by TLS, hears himself by SRTP, whatever others forge', async () => {
    const phone = await Phone.startTls(`127.0.0.1:${tlsPort}`, { ca });
    phone.request('INVITE', { to: 'sip:102@host', body: secured(phone), headers: { Contact: '<sip:anna@127.0.0.1;transport=tls>' } });
    const ok = await phone.hear(/^SIP\/2.0 200/);
    const [, toTag] = /^To:.*;tag=(\S+)/m.exec(ok);
    const [, uri] = /^Contact: <([^>]+)>/m.exec(ok);
    const [, audio] = /^m=audio (\d+) RTP\/SAVP/m.exec(ok);
    const [, key] = /^a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:(\S+)/m.exec(ok);
    phone.request('ACK', { uri, toTag });
    const [out, back] = [new Srtp(inline), new Srtp(key)];
    // Far ahead, so that a counter that believes it would be wrong for ever after.
    const forged = Buffer.alloc(182, 0x55);
    const level = await echoOf(phone, Number(audio), {
      seal: (packet) => out.seal(packet),
      open: (packet) => back.open(packet),
      between: (sequence) => {
        forged[0] = 0x80;
        forged[1] = 0;
        forged.writeUInt16BE((sequence * 20_000) & 0xffff, 2);
        forged.writeUInt32BE(7, 8);
        phone.audio.send(forged, Number(audio), phone.host);
      },
    });
    expect(level > 2000, 'his own tone comes back', level);
    phone.request('BYE', { uri, toTag });
    await phone.hear(/^SIP\/2.0 200/);
    phone.close();
  });
  await check('keys over UDP could be read by all: refused', async () => {
    const phone = await Phone.start(probe.target);
    phone.request('INVITE', { body: secured(phone) });
    await phone.hear(/^SIP\/2.0 488/);
    phone.close();
  });
  trunk.server.close();
  await check('ends by itself', async () => same(await probe.quit(), 0, 'exit code'));
}
