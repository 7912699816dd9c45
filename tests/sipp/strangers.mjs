// Those whom nobody knows: scanners, guessers, floods.
import { check, expect, same, startSuite } from '../system/checks.mjs';
import { Probe, sipp } from './peers.mjs';
import { Phone } from './phone.mjs';

export async function run() {
  const probe = await Probe.start('--trusted', '127.0.0.1/32');
  startSuite('strangers', () => probe.lines.slice(-12).join('\n') + probe.errors.slice(-500));

  await check('is asked for a password, and told of', async () => {
    const mark = probe.mark();
    const phone = await Phone.start(probe.target, '127.1.0.1');
    phone.request('INVITE', { body: phone.sdp() });
    await phone.hear(/^SIP\/2.0 401/);
    await probe.line(/^CallRefused why=unknown_source to=101 source=127\.1\.0\.1/, mark);
    phone.close();
  });
  await check('scanners hear nothing', async () => {
    const mark = probe.mark();
    const phone = await Phone.start(probe.target, '127.1.1.1');
    for (const name of ['friendly-scanner', 'SIPVicious/0.3', 'sipcli/v1.8']) {
      phone.request('OPTIONS', { uri: 'sip:100@host', headers: { 'User-Agent': name } });
      await probe.line(/^CallRefused why=scanner/, mark);
    }
    phone.request('OPTIONS', { uri: 'sip:100@host' });
    await probe.line(/^CallRefused why=unknown_source .*127\.1\.1\.1/, mark);
    same(phone.heard, [], 'answers');
    phone.close();
  });
  await check('a flood has no effect on others', async () => {
    const flood = await Phone.start(probe.target, '127.2.0.1');
    const mark = probe.mark();
    const before = probe.cpu_ms();
    let sent = 0;
    const pour = setInterval(() => {
      for (let i = 0; i < 200; i += 1) {
        flood.callId = `flood${(sent += 1)}`;
        flood.request('INVITE', { to: 'sip:0039900@host', body: flood.sdp(), cseq: 1 });
      }
    }, 5);
    const { code, log } = await sipp('call', probe.target, { calls: 20, extra: ['-r', '20'] });
    while (sent < 3000) await new Promise((wake) => setTimeout(wake, 5));
    clearInterval(pour);
    expect(code === 0, `calls meanwhile: ${code}`, log);
    
    const told = probe.lines.slice(mark).filter((line) => line.startsWith('CallRefused')).length;
    const suppressed = probe.lines.slice(mark).some((line) => /^CallRefused why=too_many .*suppressed=[1-9]/.test(line));
    expect(told < 60 && suppressed, 'few are told of, with how many are not', told);
    const answers = flood.heard.length;
    expect(answers < 300, 'few are answered', answers);
    console.log(`        ${sent} messages, ${answers} answered, ${told} told; ${((probe.cpu_ms() - before) * 1000 / sent).toFixed(1)} µs of CPU each, calls included`);
    flood.close();
  });
  await check('neighbours of the flood are heard again, others all the time', async () => {
    const other = await Phone.start(probe.target, '127.3.0.1');
    other.request('INVITE', { body: other.sdp() });
    await other.hear(/^SIP\/2.0 401/);
    other.close();
  });
  await check('nothing was left of it', async () => {
    same(probe.errors, '', 'the library wrote nothing');
    same(probe.lines.filter((line) => line.startsWith('Incoming')).length, 20, 'only the known calls came in');
  });
  await check('ends by itself', async () => same(await probe.quit(), 0, 'exit code'));
}
