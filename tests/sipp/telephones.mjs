// Telephones that register here, from an address that nobody knows.
import { createHash } from 'node:crypto';
import { check, expect, same, startSuite } from '../system/checks.mjs';
import { freePort, Probe, sipp, sippListens } from './peers.mjs';
import { Phone } from './phone.mjs';

const md5 = (text) => createHash('md5').update(text).digest('hex');
const ha1 = md5('a0001:centralino:rosso');

/** The header that answers a challenge with a password. */
export function credentials(challenge, method, uri, { username = 'a0001', password = 'rosso', count = 1 } = {}) {
  const read = (name) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1];
  const [realm, nonce] = [read('realm'), read('nonce')];
  const nc = count.toString(16).padStart(8, '0');
  const response = md5(`${md5(`${username}:${realm}:${password}`)}:${nonce}:${nc}:c:auth:${md5(`${method}:${uri}`)}`);
  return `Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", cnonce="c", qop=auth, nc=${nc}, algorithm=MD5`;
}

export async function run() {
  const probe = await Probe.start();
  startSuite('telephones', () => probe.lines.slice(-12).join('\n') + probe.errors.slice(-500));
  probe.say(`device id=1 username=a0001 ha1=${ha1}`);
  probe.say('configure');
  const from = '127.0.0.3';

  await check('registers, and is rung where it registered', async () => {
    let mark = probe.mark();
    const port = await freePort(from);
    const { code, log } = await sipp('phone_registers', probe.target, { from, port });
    expect(code === 0, `sipp ended with ${code}`, log);
    await probe.line(/^DeviceState device=1 registered=1/, mark);
    mark = probe.mark();
    const peer = await sippListens('answers', { from, port });
    probe.say('dial device=1 from=055111');
    const leg = (await probe.line(/^Answered leg=(\d+)/, mark))[1];
    probe.say(`hangup leg=${leg}`);
    same((await peer.done).code, 0, 'sipp');
  });
  await check('is rung beyond its NAT: where its packets came from', async () => {
    const phone = await Phone.start(probe.target, from);
    const mark = probe.mark();
    const headers = { Contact: '<sip:a0001@10.9.8.7:5060>', Expires: '60', From: '<sip:a0001@host>;tag=1', To: '<sip:a0001@host>' };
    phone.request('REGISTER', { uri: 'sip:host', headers });
    const challenge = await phone.hear(/^SIP\/2.0 401/);
    phone.request('REGISTER', { uri: 'sip:host', headers: { ...headers, Authorization: credentials(challenge, 'REGISTER', 'sip:host') } });
    await phone.hear(/^SIP\/2.0 200/);
    probe.say('dial device=1');
    const invite = await phone.hear(/^INVITE sip:a0001@10\.9\.8\.7:5060/);
    phone.answer(invite, 200, { body: phone.sdp(), headers: 'X: y\r\n' });
    await phone.hear(/^ACK/);
    const leg = (await probe.line(/^Answered leg=(\d+)/, mark))[1];
    probe.say(`hangup leg=${leg}`);
    phone.answer(await phone.hear(/^BYE/), 200);
    phone.close();
  });
  await check('a captured registration cannot be sent again', async () => {
    const phone = await Phone.start(probe.target, from);
    const headers = { Expires: '60', From: '<sip:a0001@host>;tag=1', To: '<sip:a0001@host>' };
    phone.request('REGISTER', { uri: 'sip:host', headers });
    const proof = credentials(await phone.hear(/^SIP\/2.0 401/), 'REGISTER', 'sip:host');
    phone.request('REGISTER', { uri: 'sip:host', headers: { ...headers, Authorization: proof } });
    await phone.hear(/^SIP\/2.0 200/);
    phone.request('REGISTER', { uri: 'sip:host', headers: { ...headers, Authorization: proof } });
    await phone.hear(/^SIP\/2.0 401 [^]*stale=true/);
    phone.close();
  });
  await check('nobody registers for somebody else', async () => {
    const phone = await Phone.start(probe.target, from);
    const headers = { Expires: '60', To: '<sip:boss@host>' };
    phone.request('REGISTER', { uri: 'sip:host', headers });
    const proof = credentials(await phone.hear(/^SIP\/2.0 401/), 'REGISTER', 'sip:host');
    phone.request('REGISTER', { uri: 'sip:host', headers: { ...headers, Authorization: proof } });
    await phone.hear(/^SIP\/2.0 403/);
    phone.close();
  });
  await check('takes its registration back', async () => {
    const mark = probe.mark();
    const { code, log } = await sipp('phone_unregisters', probe.target, { from });
    expect(code === 0, `sipp ended with ${code}`, log);
    await probe.line(/^DeviceState device=1 registered=0/, mark);
  });
  await check('calls in with its password', async () => {
    const mark = probe.mark();
    const { code, log } = await sipp('phone_calls', probe.target, { from, caller: 'a0001' });
    expect(code === 0, `sipp ended with ${code}`, log);
    await probe.line(/^Incoming .*trunk=0 device=1/, mark);
  });
  await check('a wrong password is refused, and told', async () => {
    const mark = probe.mark();
    const { code, log } = await sipp('phone_wrong_password', probe.target, { from: '127.0.0.5' });
    expect(code === 0, `sipp ended with ${code}`, log);
    await probe.line(/^CallRefused why=password .*127\.0\.0\.5/, mark);
  });
  await check('who guesses is not heard any more; others are', async () => {
    const mark = probe.mark();
    const guesser = await Phone.start(probe.target, '127.0.9.6');
    const headers = { Expires: '60', To: '<sip:a0001@host>' };
    for (let i = 0; i < 4; i += 1) {
      guesser.request('REGISTER', { uri: 'sip:host', headers });
      const proof = credentials(await guesser.hear(/^SIP\/2.0 401/), 'REGISTER', 'sip:host', { password: `${i}` });
      guesser.request('REGISTER', { uri: 'sip:host', headers: { ...headers, Authorization: proof } });
      await guesser.hear(/^SIP\/2.0 403/);
    }
    guesser.request('REGISTER', { uri: 'sip:host', headers });
    await probe.line(/^CallRefused why=password to= source=127\.0\.9\.6/, mark);
    expect(guesser.heard.length === 0, 'no answer any more', guesser.heard[0]);
    const other = await Phone.start(probe.target, '127.0.8.6');
    other.request('REGISTER', { uri: 'sip:host', headers });
    await other.hear(/^SIP\/2.0 401/);
    for (const phone of [guesser, other]) phone.close();
  });
  await check('nothing secret was written', async () => {
    const all = probe.lines.join('\n') + probe.errors;
    expect(!/rosso|Digest|nonce/.test(all), 'no password and no header with one', all.slice(-500));
  });
  await check('ends by itself', async () => same(await probe.quit(), 0, 'exit code'));
}
