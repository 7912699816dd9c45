// Calls of ours, to telephones and by trunks.
import { join } from 'node:path';
import { check, expect, same, startSuite } from '../system/checks.mjs';
import { folder, freePort, Probe, sipp, sippListens } from './peers.mjs';
import { Phone } from './phone.mjs';

export async function run() {
  const probe = await Probe.start('--trusted', '127.0.0.1/32', '--prompts', join(folder, 'prompts'));
  startSuite('dialling', () => probe.lines.slice(-12).join('\n') + probe.errors.slice(-500));

  // Devices and trunks that are at these ports from now on.
  const configure = (...lines) => {
    for (const line of lines) probe.say(line);
    probe.say('configure');
  };
  const device = (port) => `device id=1 username=a0001 ha1=0 contact=sip:a0001@127.0.0.1:${port}`;

  // sipp is called by scenario; then `act`, then `events`.
  const called = (name, scenario, options, events) =>
    check(name, async () => {
      const port = await freePort();
      configure(device(port), `trunk id=1 port=${port} username=linea password=segreto ${options.trunk ?? ''}`);
      const peer = await sippListens(scenario, { port, transport: options.transport });
      const from = probe.mark();
      probe.say(`dial ${options.dial}`);
      const leg = (await probe.line(/^Dialled leg=(\d+)/, from))[1];
      for (const event of events) await probe.line(new RegExp(event.replaceAll('LEG', leg)), from);
      if (options.hang_up) probe.say(`hangup leg=${leg}`);
      const { code, log } = await peer.done;
      expect(code === 0, `sipp ${scenario} ended with ${code}`, log);
      await probe.line(new RegExp(`^Ended leg=${leg} ${options.ends ?? ''}`), from);
    });

  await called('a telephone answers', 'answers', { dial: 'device=1 from=055111', hang_up: true }, ['^Ringing leg=LEG early=0', '^Answered leg=LEG']);
  await called('by TCP', 'answers', { dial: 'trunk=1 to=555 from=055111', trunk: 'transport=tcp', transport: 't1', hang_up: true }, ['^Answered leg=LEG']);
  await called('they hang up', 'answers_and_goes', { dial: 'device=1', ends: 'cause=normal status=0' }, ['^Answered leg=LEG']);
  await called('busy', 'busy', { dial: 'device=1', ends: 'cause=busy status=486' }, []);
  await called('rings too long: CANCEL', 'rings_for_ever', { dial: 'device=1 ring=300', ends: 'cause=no_answer' }, ['^Ringing leg=LEG']);
  await called('given up while it rings', 'rings_for_ever', { dial: 'device=1', hang_up: true }, ['^Ringing leg=LEG']);
  await called('early media', 'early', { dial: 'trunk=1 to=555', hang_up: true }, ['^Ringing leg=LEG early=1', '^Answered leg=LEG']);
  await called('a trunk wants a password; caller and headers are there', 'asks_password', { dial: 'trunk=1 to=+390551 from=055111 name=Centro', hang_up: true }, ['^Answered leg=LEG']);
  await called('a redirection is not followed', 'redirects', { dial: 'trunk=1 to=555', ends: 'cause=failed status=302' }, []);

  await check('the next trunk is tried, and one that is silent too', async () => {
    const [broken, silent, good] = [await freePort(), await freePort(), await freePort()];
    configure(`trunk id=1 port=${broken}`, `trunk id=2 port=${good}`, `trunk id=3 port=${silent}`);
    for (const first of [1, 3]) {
      const peers = [await sippListens('answers', { port: good })];
      if (first === 1) peers.push(await sippListens('out_of_order', { port: broken }));
      const from = probe.mark();
      probe.say(`dial trunk=${first} trunk2=2 to=555 from=055111`);
      const leg = (await probe.line(/^Dialled leg=(\d+)/, from))[1];
      await probe.line(new RegExp(`^Answered leg=${leg}`), from);
      probe.say(`hangup leg=${leg}`);
      for (const { code, log } of await Promise.all(peers.map((peer) => peer.done))) expect(code === 0, `sipp ended with ${code}`, log);
    }
  });
  await check('no trunk takes it', async () => {
    const port = await freePort();
    configure(`trunk id=1 port=${port}`);
    const peer = await sippListens('out_of_order', { port });
    const from = probe.mark();
    probe.say('dial trunk=1 trunk2=9 to=555');
    await probe.line(/^Ended .*cause=unavailable status=503/, from);
    same((await peer.done).code, 0, 'sipp');
  });
  await check('a telephone that is not there, and numbers that are none', async () => {
    configure('device id=1 username=a0001 ha1=0', 'trunk id=1 port=9');
    for (const words of ['device=1', 'device=7', 'trunk=7 to=1', 'trunk=1 to=a@b;c']) {
      const from = probe.mark();
      probe.say(`dial ${words}`);
      await probe.line(/^Ended .*cause=unavailable/, from);
    }
  });
  await check('a caller is connected with a telephone, and both ends go together', async () => {
    const port = await freePort();
    configure(device(port));
    const peer = await sippListens('answers', { port });
    const phone = await Phone.start(probe.target);
    const dialog = await phone.call('sip:107@host');
    phone.request('ACK', dialog);
    phone.request('BYE', dialog);
    await phone.hear(/^SIP\/2.0 200 [^]*CSeq: \d+ BYE/);
    const { code, log } = await peer.done;
    expect(code === 0, `sipp ended with ${code}`, log);
    phone.close();
  });
  await check('a 200 that crosses our CANCEL is acknowledged and hung up', async () => {
    const phone = await Phone.start(probe.target);
    configure(`device id=1 username=a0001 ha1=0 contact=sip:a0001@${phone.here}`);
    const from = probe.mark();
    probe.say('dial device=1');
    const invite = await phone.hear(/^INVITE/);
    phone.answer(invite, 180);
    const leg = (await probe.line(/^Ringing leg=(\d+)/, from))[1];
    probe.say(`hangup leg=${leg}`);
    await phone.hear(/^CANCEL/);
    phone.answer(invite, 200, { body: phone.sdp() });
    await phone.hear(/^ACK/);
    phone.answer(await phone.hear(/^BYE/), 200);
    phone.close();
  });
  await check('a 200 that comes again is acknowledged again', async () => {
    const phone = await Phone.start(probe.target);
    configure(`device id=1 username=a0001 ha1=0 contact=sip:a0001@${phone.here}`);
    const from = probe.mark();
    probe.say('dial device=1');
    const invite = await phone.hear(/^INVITE/);
    phone.answer(invite, 200, { body: phone.sdp() });
    const first = await phone.hear(/^ACK/);
    phone.answer(invite, 200, { body: phone.sdp() });
    same(await phone.hear(/^ACK/), first, 'the same ACK');
    const leg = (await probe.line(/^Answered leg=(\d+)/, from))[1];
    probe.say(`hangup leg=${leg}`);
    phone.answer(await phone.hear(/^BYE/), 200);
    await probe.line(new RegExp(`^Ended leg=${leg}`), from);
    phone.close();
  });
  await check('an answer that does not fit is acknowledged and hung up', async () => {
    const phone = await Phone.start(probe.target);
    configure(`device id=1 username=a0001 ha1=0 contact=sip:a0001@${phone.here}`);
    const from = probe.mark();
    probe.say('dial device=1');
    phone.answer(await phone.hear(/^INVITE/), 200, { body: phone.sdp('9') });
    await phone.hear(/^ACK/);
    phone.answer(await phone.hear(/^BYE/), 200);
    await probe.line(/^Ended .*cause=no_codec/, from);
    phone.close();
  });
  await check('their re-INVITE while ours is open is put off', async () => {
    const phone = await Phone.start(probe.target);
    const dialog = await phone.call();
    // Before ACK: our own answer still stands.
    phone.request('INVITE', { ...dialog, body: phone.sdp() });
    await phone.hear(/^SIP\/2.0 500 [^]*Retry-After/);
    phone.request('ACK', { ...dialog, cseq: 1 });
    phone.request('BYE', dialog);
    await phone.hear(/^SIP\/2.0 200 [^]*CSeq: \d+ BYE/);
    phone.close();
  });
  await check('ends by itself', async () => same(await probe.quit(), 0, 'exit code'));
}
