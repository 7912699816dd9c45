// Messages that are hard to read, or wrong (in the spirit of RFC 4475; texts of our own). Files in torture/:
// good-* are strange and right, and are answered; bad-* must do no harm. Each is sent whole, over UDP and TCP.
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { check, expect, same, startSuite } from '../system/checks.mjs';
import { Probe, sipp, within } from './peers.mjs';
import { Phone } from './phone.mjs';

const folder = new URL('./torture/', import.meta.url);

export async function run() {
  const probe = await Probe.start('--trusted', '127.0.0.1/32');
  startSuite('torture', () => probe.lines.slice(-12).join('\n') + probe.errors.slice(-500));
  const files = readdirSync(folder).sort();
  const phone = await Phone.start(probe.target);

  for (const name of files.filter((file) => file.startsWith('good-')))
    await check(name, async () => {
      const text = readFileSync(new URL(name, folder));
      const callId = /^(?:Call-ID|i):\s*(\S+)/im.exec(text.toString('latin1'))[1];
      phone.raw(text);
      await phone.hear(new RegExp(`^SIP/2.0 180 [^]*${callId}`));
    });
  const alive = async (name) => {
    phone.callId = `alive-${name}`;
    phone.request('OPTIONS', { uri: 'sip:host' });
    await phone.hear(new RegExp(`^SIP/2.0 200 [^]*alive-${name}`));
  };
  for (const name of files.filter((file) => file.startsWith('bad-')))
    await check(name, async () => {
      const text = readFileSync(new URL(name, folder));
      phone.raw(text);
      await alive(name);
      const socket = connect(probe.port, '127.0.0.1');
      socket.on('error', () => {});
      await within(new Promise((resolve) => socket.end(text, resolve)), 'sending by TCP');
      socket.destroy();
      await alive(`${name}-tcp`);
    });
  await check('a message in many pieces by TCP', async () => {
    const text = readFileSync(new URL('good-folded-and-compact', folder), 'latin1').replaceAll('fold@', 'pieces@').replace('bKfold', 'bKpieces').replace('/UDP', '/TCP');
    const socket = connect(probe.port, '127.0.0.1');
    const heard = new Promise((resolve) => {
      let all = '';
      socket.on('data', (piece) => {
        all += piece;
        if (/SIP\/2.0 180/.test(all)) resolve();
      });
    });
    for (const character of `\r\n\r\n${text}`) await new Promise((resolve) => socket.write(character, 'latin1', resolve));
    await within(heard, 'an answer');
    socket.destroy();
  });
  await check('calls go on after all that', async () => {
    const { code, log } = await sipp('call', probe.target);
    expect(code === 0, `sipp ended with ${code}`, log);
  });
  await check('from strangers: nothing is written about them', async () => {
    const before = probe.errors.length;
    const mark = probe.mark();
    const stranger = await Phone.start(probe.target, '127.4.0.1');
    for (const name of files) stranger.raw(readFileSync(new URL(name, folder)));
    await alive('strangers');
    await probe.line(/^CallRefused why=malformed .*127\.4\.0\.1/, mark);
    same(probe.errors.slice(before), '', 'what the library wrote');
    stranger.close();
  });
  phone.close();
  await check('ends by itself', async () => same(await probe.quit(), 0, 'exit code'));
}
