// Many calls: what they cost, and that they leave nothing behind.
import { readdirSync } from 'node:fs';
import { check, expect, same, startSuite } from '../system/checks.mjs';
import { patience_ms, Probe, sipp } from './peers.mjs';
import { Phone } from './phone.mjs';

export async function run() {
  // A hundred pairs of ports: calls that kept theirs would soon be too many.
  const probe = await Probe.start('--trusted', '127.0.0.1/32', '--rtp-first', '30000', '--rtp-last', '30199');
  startSuite('many', () => probe.lines.slice(-6).join('\n') + probe.errors.slice(-500));
  const descriptors = () => readdirSync(`/proc/${probe.child.pid}/fd`).length;
  const idle = descriptors();
  // Sockets close on the thread of the audio, a moment after the call's end was told.
  const closed = async (what) => {
    const end = Date.now() + patience_ms;
    while (descriptors() !== idle && Date.now() < end) await new Promise((wake) => setTimeout(wake, 20));
    same(descriptors(), idle, what);
  };

  await check('two thousand calls', async () => {
    const before = probe.cpu_ms();
    const calls = 2000;
    const { code, log } = await sipp('call', probe.target, { calls, extra: ['-r', '100', '-l', '60'] });
    expect(code === 0, `sipp ended with ${code}`, log.slice(0, 1000));
    console.log(`        ${((probe.cpu_ms() - before) / calls).toFixed(2)} ms of CPU each`);
    await probe.until((lines) => lines.filter((line) => /^Ended .*cause=normal/.test(line)).length === calls, 'each ends');
    await closed('descriptors');
  });
  await check('given up while they ring', async () => {
    const { code, log } = await sipp('cancel', probe.target, { calls: 300, service: '105', extra: ['-r', '100', '-l', '100'] });
    expect(code === 0, `sipp ended with ${code}`, log.slice(0, 1000));
    await closed('descriptors: those that only ring have no ports');
  });
  await check('no port is free', async () => {
    const phones = await Promise.all(Array.from({ length: 104 }, () => Phone.start(probe.target)));
    const statuses = await Promise.all(
      phones.map(async (phone) => {
        phone.request('INVITE', { body: phone.sdp() });
        const final = await phone.hear(/^SIP\/2.0 (200|503)/);
        const toTag = /^To:.*;tag=(\S+)/m.exec(final)[1];
        const uri = /^Contact: <([^>]+)>/m.exec(final)?.[1];
        phone.request('ACK', { uri, toTag });
        if (uri) {
          phone.request('BYE', { uri, toTag });
          await phone.hear(/^SIP\/2.0 200 [^]*BYE/);
        }
        return final.slice(8, 11);
      }),
    );
    expect(statuses.includes('200'), 'some were answered', statuses);
    for (const phone of phones) phone.close();
    const { code } = await sipp('call', probe.target);
    same(code, 0, 'afterwards calls are answered');
    await closed('descriptors');
  });
  await check('more at once than may ring are refused, and may come again', async () => {
    const phone = await Phone.start(probe.target);
    const ring = (i) => {
      phone.callId = `ring${i}`;
      return phone.request('INVITE', { to: 'sip:105@host', cseq: 1, body: phone.sdp() });
    };
    const branches = [];
    for (let i = 0; i < 400; i += 1) {
      branches.push(ring(i));
      if (i % 20 === 19) await phone.hear(new RegExp(`^SIP/2.0 180 [^]*Call-ID: ring${i}\\r`));
    }
    ring('more');
    await phone.hear(/^SIP\/2.0 503 [^]*Retry-After/);
    for (let i = 0; i < 400; i += 1) {
      phone.callId = `ring${i}`;
      phone.cseq = 1;
      phone.request('CANCEL', { to: 'sip:105@host', branch: branches[i] });
      const end = await phone.hear(new RegExp(`^SIP/2.0 487 [^]*Call-ID: ring${i}\\r`));
      phone.request('ACK', { to: 'sip:105@host', branch: branches[i], toTag: /^To:.*;tag=(\S+)/m.exec(end)[1] });
    }
    phone.callId = 'free again';
    phone.close();
    same((await sipp('call', probe.target)).code, 0, 'afterwards calls are answered');
  });
  await check('hangs up all of them at its end', async () => {
    const phone = await Phone.start(probe.target);
    const { uri, toTag } = await phone.call();
    phone.request('ACK', { uri, toTag });
    const ringing = await Phone.start(probe.target);
    ringing.request('INVITE', { to: 'sip:105@host', body: ringing.sdp() });
    await ringing.hear(/^SIP\/2.0 180/);
    const ended = probe.quit();
    phone.answer(await phone.hear(/^BYE/), 200);
    await ringing.hear(/^SIP\/2.0 480/);
    same(await ended, 0, 'exit code');
    for (const one of [phone, ringing]) one.close();
  });
  await check('starts, and is ready for calls', async () => {
    const begin = performance.now();
    const again = await Probe.start('--trusted', '127.0.0.1/32');
    const phone = await Phone.start(again.target);
    phone.request('INVITE', { body: phone.sdp() });
    await phone.hear(/^SIP\/2.0 200/);
    console.log(`        ${(performance.now() - begin).toFixed(0)} ms from start to the first answer`);
    phone.close();
    again.child.kill();
  });
}
