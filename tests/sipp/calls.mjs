// Calls to us.
import { join } from 'node:path';
import { check, expect, same, startSuite } from '../system/checks.mjs';
import { folder, Probe, sipp } from './peers.mjs';
import { echoOf } from './audio.mjs';
import { dialogOf, Phone } from './phone.mjs';

export async function run() {
  const probe = await Probe.start('--trusted', '127.0.0.1/32', '--prompts', join(folder, 'prompts'));
  startSuite('calls', () => probe.lines.slice(-12).join('\n') + probe.errors.slice(-500));

  // sipp's call by a scenario to a number; `events` come from the engine meanwhile.
  const call = (name, scenario, service, events = [], options = {}) =>
    check(name, async () => {
      const from = probe.mark();
      const { code, log } = await sipp(scenario, probe.target, { service, ...options });
      expect(code === 0, `sipp ${scenario} ended with ${code}`, log);
      for (const event of events) await probe.line(event, from);
    });

  // Half of ninety seconds, while all others run.
  const refreshed = process.env.QUICK ? undefined : call('a session timer: we refresh', 'session_timer', '101', [/^Ended .*cause=normal/]);

  await call('is answered over UDP', 'call', '101', [/^Incoming .*to=101 from=anna trunk=0 .*name=Anna Bianchi/, /^Answered/, /^Ended .*cause=normal/]);
  await call('is answered over TCP', 'call', '101', [/^Ended .*cause=normal/], { transport: 't1' });
  await call('hears a prompt and is hung up on', 'call_waits', '103', [/^PlayDone/, /^Ended .*cause=normal/]);
  await call('is busy', 'refused', '104', [/^Ended .*cause=busy status=486/]);
  await call('gives up while it rings', 'cancel', '105', [/^Ended .*cause=cancelled status=487/]);
  await call('is hung up on as soon as it is answered', 'call_waits', '112', [/^Ended/]);
  await call('holds and resumes', 'hold', '101', [/^Held .*on=1/, /^Held .*on=0/, /^Ended/]);
  await call('presses keys by INFO', 'keys_by_info', '101', [/^Digit .*key=5/, /^Digit .*key=#/]);
  await call('hears something before the answer', 'early_media', '109', [/^PlayDone/, /^Answered/]);
  await call('says in ACK what it offers', 'late_offer', '101', [/^Answered/]);
  await call('refers us', 'refers_us', '101', [/^Refer .*to=\+39055123 replaces=0/]);
  await call('is referred', 'is_referred', '106', [/^ReferDone .*status=200/]);
  await call('refuses to be referred', 'refuses_referral', '106', [/^ReferDone .*status=603/]);
  await call('has no codec in common with us', 'wrong_codec', '101');
  await call('insists on 100rel', 'require_100rel', '101');
  await call('sends UPDATE', 'update', '101');
  await call('refreshes its session itself', 'session_theirs', '101');
  await call('asks for a session that is too short', 'session_too_short', '101');

  await check('knows nothing but Opus, and is spoken to in it', async () => {
    const phone = await Phone.start(probe.target);
    const heard = new Promise((resolve) => { phone.onAudio = resolve; });
    const dialog = await phone.call('sip:103@host', { body: phone.sdp('96', 'opus/48000/2') });
    expect(/^m=audio \d+ RTP\/AVP 96\r?$/m.test(dialog.ok), 'its number for Opus is ours', dialog.ok);
    phone.request('ACK', { ...dialog, cseq: 1 });
    const packet = await heard;
    same(packet[1] & 0x7f, 96, 'payload type');
    expect(packet.length < 12 + 160, `Opus is smaller than G.711: ${packet.length} bytes`);
    phone.request('BYE', dialog);
    await phone.hear(/^SIP\/2.0 200 [^]*BYE/);
    phone.close();
  });
  await check('loses our 200 twice, and hears it again', async () => {
    const phone = await Phone.start(probe.target);
    const from = probe.mark();
    phone.request('INVITE', { body: phone.sdp() });
    await phone.hear(/^SIP\/2.0 200/);
    await phone.hear(/^SIP\/2.0 200/);
    const { toTag, uri } = dialogOf(await phone.hear(/^SIP\/2.0 200/));
    expect(!probe.lines.slice(from).some((line) => line.startsWith('Answered')), 'nobody acknowledged it');
    phone.request('ACK', { uri, toTag });
    await probe.line(/^Answered/, from);
    phone.request('BYE', { uri, toTag });
    await phone.hear(/^SIP\/2.0 200/);
    phone.close();
  });
  await check('is hung up on before it acknowledges: BYE waits for ACK', async () => {
    const phone = await Phone.start(probe.target);
    const from = probe.mark();
    phone.request('INVITE', { body: phone.sdp() });
    const { toTag, uri } = dialogOf(await phone.hear(/^SIP\/2.0 200/));
    const leg = (await probe.line(/^Incoming leg=(\d+)/, from))[1];
    probe.say(`hangup leg=${leg}`);
    await probe.line(/^Ended/, from);
    expect(!phone.heard.some((text) => text.startsWith('BYE')), 'BYE came before ACK');
    phone.request('ACK', { uri, toTag });
    phone.answer(await phone.hear(/^BYE/), 200);
    phone.close();
  });
  await check('hears himself', async () => {
    const phone = await Phone.start(probe.target);
    const from = probe.mark();
    const { toTag, uri, audio } = await phone.call('sip:102@host');
    phone.request('ACK', { uri, toTag });
    await probe.line(/^Answered/, from);
    const level = await echoOf(phone, audio);
    expect(level > 2000, 'his own tone comes back', level);
    phone.request('BYE', { uri, toTag });
    await phone.hear(/^SIP\/2.0 200/);
    await probe.line(/^Ended/, from);
    const told = probe.lines.slice(from).filter((line) => /^(Quality|Ended)/.test(line));
    expect(/^Ended/.test(told[told.length - 1]), 'nothing is told of it after its end', told);
    phone.close();
  });
  await check('comes from a hidden number; another one by relay', async () => {
    const phone = await Phone.start(probe.target);
    for (const [headers, wanted] of [
      [{ From: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1' }, /^Incoming .*from= .*relay=0/],
      [{ Privacy: 'id', 'P-Asserted-Identity': '<sip:+39055777@host>' }, /^Incoming .*from= .*relay=0/],
      [{ 'P-Asserted-Identity': '<tel:+39055777>' }, /^Incoming .*from=\+39055777 .*relay=0/],
      [{ 'P-Asserted-Identity': '<sip:711@host>' }, /^Incoming .*from=711 .*relay=1/],
    ]) {
      const from = probe.mark();
      phone.callId = `${Math.random()}@host`;
      const branch = phone.request('INVITE', { to: 'sip:105@host', body: phone.sdp(), headers });
      await phone.hear(/^SIP\/2.0 180/);
      await probe.line(wanted, from);
      phone.request('CANCEL', { to: 'sip:105@host', branch, headers });
      await phone.hear(/^SIP\/2.0 487/);
      phone.request('ACK', { to: 'sip:105@host', branch, headers });
    }
    phone.close();
  });
  await check('offers real-time text: a relay call', async () => {
    const phone = await Phone.start(probe.target);
    const from = probe.mark();
    const { toTag, uri, ok } = await phone.call('sip:101@host', { body: `${phone.sdp()}m=text 7000 RTP/AVP 98\r\na=rtpmap:98 t140/1000\r\n` });
    expect(/^m=text 0 /m.test(ok), 'the text is refused, the audio stays', ok);
    await probe.line(/^Incoming .*relay=1/, from);
    phone.request('ACK', { uri, toTag });
    phone.request('BYE', { uri, toTag });
    await phone.hear(/^SIP\/2.0 200/);
    phone.close();
  });
  await check('refers us to somebody we talk with already', async () => {
    const other = await Phone.start(probe.target);
    const phone = await Phone.start(probe.target);
    const from = probe.mark();
    const theirs = await other.call();
    other.request('ACK', theirs);
    const leg = (await probe.line(new RegExp(`^Incoming leg=(\\d+) .*source=${other.here}/`)))[1];
    await probe.line(new RegExp(`^Answered leg=${leg}$`));
    const ours = await phone.call();
    phone.request('ACK', ours);
    await probe.line(/^Answered/, from);
    const replaces = encodeURIComponent(`${other.callId};to-tag=${theirs.toTag};from-tag=${other.tag}`);
    phone.request('REFER', { ...ours, headers: { 'Refer-To': `<sip:anna@host?Replaces=${replaces}>` } });
    await phone.hear(/^SIP\/2.0 202/);
    const told = await probe.line(/^Refer .*replaces=(\d+)/, from);
    same(told[1], leg, 'the leg that is replaced');
    for (const [one, dialog] of [[phone, ours], [other, theirs]]) {
      one.request('BYE', dialog);
      await one.hear(/^SIP\/2.0 200 [^]*CSeq: \d+ BYE/);
      one.close();
    }
  });

  await check('an INVITE takes the place of a call of ours (Replaces), or is refused 481', async () => {
    const other = await Phone.start(probe.target);
    const phone = await Phone.start(probe.target);
    const from = probe.mark();
    const theirs = await other.call();
    other.request('ACK', theirs);
    const leg = (await probe.line(new RegExp(`^Incoming leg=(\\d+) .*source=${other.here}/`)))[1];
    await probe.line(new RegExp(`^Answered leg=${leg}$`));
    const stranger = await Phone.start(probe.target);
    stranger.request('INVITE', { headers: { Replaces: 'nobody@host;to-tag=1;from-tag=2' }, body: stranger.sdp() });
    await stranger.hear(/^SIP\/2.0 481/);
    const ours = await phone.call('sip:101@host', { headers: { Require: 'replaces', Replaces: `${other.callId};to-tag=${theirs.toTag};from-tag=${other.tag}` } });
    phone.request('ACK', ours);
    const told = await probe.line(new RegExp(`^Incoming leg=\\d+ .*replaces=(\\d+) source=${phone.here}/`), from);
    same(told[1], leg, 'the leg whose place it takes');
    for (const [one, dialog] of [[phone, ours], [other, theirs]]) {
      one.request('BYE', dialog);
      await one.hear(/^SIP\/2.0 200 [^]*CSeq: \d+ BYE/);
    }
    for (const one of [phone, other, stranger]) one.close();
  });

  await check('was never told of what was refused at once', async () => {
    const count = (lines, word) => lines.filter((line) => line.startsWith(word)).length;
    expect(count(probe.lines, 'Incoming') > 10, 'many calls came');
    const open = process.env.QUICK ? 0 : 1;
    await probe.until((lines) => count(lines, 'Incoming') - count(lines, 'Ended') === open, 'every call but the one that refreshes ends');
  });
  await refreshed;
  await check('ends by itself', async () => same(await probe.quit(), 0, 'exit code'));
}
