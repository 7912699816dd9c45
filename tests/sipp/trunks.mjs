// Trunks: registration, being there or not, and who calls by which.
import { check, expect, same, startSuite } from '../system/checks.mjs';
import { freePort, Probe, sipp, sippListens } from './peers.mjs';
import { Phone } from './phone.mjs';

export async function run() {
  const probe = await Probe.start();
  startSuite('trunks', () => probe.lines.slice(-12).join('\n') + probe.errors.slice(-500));
  const configure = (...lines) => {
    for (const line of lines) probe.say(line);
    probe.say('configure');
  };

  await check('registers with a password; calls from there are the trunk\'s', async () => {
    const mark = probe.mark();
    const from = '127.0.0.6';
    const port = await freePort(from);
    const peer = await sippListens('registrar', { from, port });
    configure(`trunk id=1 host=${from} port=${port} registers username=linea password=segreto realm=trunk`);
    await probe.line(/^TrunkState trunk=1 reach=up detail=200/, mark);
    const { code, log } = await peer.done;
    expect(code === 0, `sipp ended with ${code}`, log);
    same((await sipp('call', probe.target, { from, service: 'linea' })).code, 0, 'a call from there');
    await probe.line(/^Incoming .*to=linea .*trunk=1/, mark);
  });
  await check('a wrong password is said, and is not tried again and again', async () => {
    const mark = probe.mark();
    const peer = await Phone.start(probe.target);
    configure(`trunk id=1 host=127.0.0.1 port=${peer.here.split(':')[1]} registers username=linea password=falso`);
    for (let i = 0; i < 2; i += 1) {
      const request = await peer.hear(/^REGISTER/);
      same(/^Authorization: Digest username="linea", realm="t"/m.test(request), i === 1, 'a password only when it is asked for');
      peer.answer(request, 401, { headers: 'WWW-Authenticate: Digest realm="t", nonce="x", algorithm=SHA-256\r\nWWW-Authenticate: Digest realm="t", nonce="y"\r\n' });
    }
    await probe.line(/^TrunkState trunk=1 reach=down detail=401 after a password was sent/, mark);
    peer.close();
  });
  await check('a password is for its realm only', async () => {
    const mark = probe.mark();
    const peer = await Phone.start(probe.target);
    configure(`trunk id=1 host=127.0.0.1 port=${peer.here.split(':')[1]} registers username=linea password=x realm=ours`);
    peer.answer(await peer.hear(/^REGISTER/), 401, { headers: 'WWW-Authenticate: Digest realm="theirs", nonce="y"\r\n' });
    await probe.line(/^TrunkState trunk=1 reach=down detail=401/, mark);
    expect(!peer.heard.some((text) => text.includes('Authorization')), 'nothing was sent to another realm');
    peer.close();
  });
  await check('asks for less than the registrar likes', async () => {
    const mark = probe.mark();
    const peer = await Phone.start(probe.target);
    configure(`trunk id=1 host=127.0.0.1 port=${peer.here.split(':')[1]} registers username=linea password=y`);
    peer.answer(await peer.hear(/^REGISTER/), 423, { headers: 'Min-Expires: 1800\r\n' });
    peer.answer(await peer.hear(/^REGISTER [^]*Expires: 1800/), 200);
    await probe.line(/^TrunkState trunk=1 reach=up/, mark);
    peer.close();
  });
  await check('is asked whether it is there', async () => {
    let mark = probe.mark();
    const peer = await Phone.start(probe.target);
    configure(`trunk id=2 host=127.0.0.1 port=${peer.here.split(':')[1]} options=1`);
    peer.answer(await peer.hear(/^OPTIONS/), 404);
    await probe.line(/^TrunkState trunk=2 reach=up detail=404/, mark);
    mark = probe.mark();
    peer.answer(await peer.hear(/^OPTIONS/), 503);
    await probe.line(/^TrunkState trunk=2 reach=down detail=503/, mark);
    mark = probe.mark();
    peer.answer(await peer.hear(/^OPTIONS/), 200);
    await probe.line(/^TrunkState trunk=2 reach=up detail=200/, mark);
    peer.close();
  });
  await check('says nothing: no answer', async () => {
    const mark = probe.mark();
    configure(`trunk id=3 host=127.0.0.1 port=${await freePort()} options=1`);
    await probe.line(/^TrunkState trunk=3 reach=down detail=no answer/, mark);
  });
  await check('is known by its networks; we answer its OPTIONS', async () => {
    const mark = probe.mark();
    configure('trunk id=4 host=127.0.0.7 source=127.0.0.7/32');
    // What was asked before is done when this is answered.
    probe.say('web leg=900 sdp=none');
    await probe.line(/^WebAnswer /, mark);
    const peer = await Phone.start(probe.target, '127.0.0.7');
    peer.request('OPTIONS', { uri: 'sip:host' });
    await peer.hear(/^SIP\/2.0 200 [^]*Allow: /);
    peer.request('MESSAGE', { uri: 'sip:host', headers: { 'Call-ID': 'another' } });
    await peer.hear(/^SIP\/2.0 501/);
    same((await sipp('call', probe.target, { from: '127.0.0.7' })).code, 0, 'sipp');
    await probe.line(/^Incoming .*trunk=4 device=0/, mark);
    peer.close();
  });
  await check('cannot be used: a host that is none', async () => {
    const mark = probe.mark();
    configure('trunk id=5 host=a<b');
    await probe.line(/^TrunkState trunk=5 reach=down detail=.*no host/, mark);
  });
  await check('ends by itself', async () => same(await probe.quit(), 0, 'exit code'));
}
