// Part of the telephone's suite: a company's own sounds, made ready, heard by a caller, refused.
import { randomUUID } from 'node:crypto';
import { check, expect, same } from './checks.mjs';
import { SoundingPhone } from './sounding_phone.mjs';
import { wavHeader } from './wav.mjs';

const MUSIC_HZ = 1500;
const PROMPT_HZ = 2000;

/** Two channels of 16 bits: silence, a tone, silence. */
export function stereo(hertz, rate, seconds) {
  const frames = Math.round(rate * seconds);
  const out = Buffer.alloc(44 + frames * 4);
  wavHeader(rate, 2, frames * 4).copy(out);
  for (let i = rate; i < frames - rate; i += 1) {
    const sample = Math.round(3000 * Math.sin((2 * Math.PI * hertz * i) / rate));
    out.writeInt16LE(sample, 44 + i * 4);
    out.writeInt16LE(sample, 46 + i * 4);
  }
  return out;
}

export function sending(fields, file) {
  const boundary = `----centralino${randomUUID()}`;
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  const body = Buffer.concat([
    ...parts,
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="tone.wav"\r\nContent-Type: audio/wav\r\n\r\n`),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { body, headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` } };
}

const flowThatPlays = (sound) => ({
  id: 'sounds', name: 'Sounds', languages: ['it'], variables: {}, start: 'hello', person: 'person',
  nodes: {
    hello: { type: 'say', prompt: { text: { it: 'Benvenuti.' }, audio: { it: sound } }, next: 'person' },
    person: { type: 'queue', queue: 'support', closed: 'end', nobody: 'end' },
    end: { type: 'voicemail', queue: 'support', answer_within_ms: 86400000, prompt: { text: { it: 'Un messaggio.' } }, next: 'bye' },
    bye: { type: 'end' },
  },
});

export async function ownSounds(server, admin, sip) {
  const key = () => randomUUID();
  let music;
  let prompt;
  await check('sounds are made ready for the telephone, without the silence around them', async () => {
    music = await admin.must(201, 'POST', '/sounds', { ...sending({ name: 'Attesa', kind: 'music' }, stereo(MUSIC_HZ, 44100, 6)), key: key() });
    prompt = await admin.must(201, 'POST', '/sounds', { ...sending({ name: 'Saluto', kind: 'prompt', language: 'it' }, stereo(PROMPT_HZ, 96000, 8)), key: key() });
    expect(Math.abs(music.length_ms - 4200) < 60, 'a tenth of a second stays at both ends', music.length_ms);
    same([music.kind, prompt.language, prompt.peaks.length], ['music', 'it', 120], 'it is described');
    const replaced = await admin.must(200, 'PUT', `/sounds/${music.id}`, { ...sending({}, stereo(MUSIC_HZ, 48000, 5)) });
    expect(Math.abs(replaced.length_ms - 3200) < 60, 'and replaced', replaced.length_ms);
    same((await admin.must(200, 'PATCH', `/sounds/${music.id}`, { json: { name: ' Fontana ' } })).name, 'Fontana', 'it has another name');
    const heard = await admin.ask('GET', `/sounds/${music.id}/audio`);
    same([heard.status, heard.bytes.subarray(0, 4).toString()], [200, 'RIFF'], 'it can be listened to');
  });
  await check('what is no sound, or no use, is refused', async () => {
    const refused = async (fields, file) => {
      const answer = await admin.ask('POST', '/sounds', { ...sending(fields, file), key: key() });
      return [answer.status, answer.json.fields?.[0]?.field];
    };
    const tone = stereo(440, 8000, 3);
    same(await refused({ name: 'x', kind: 'music' }, Buffer.from('no sound')), [422, 'file'], 'no WAVE file');
    same(await refused({ name: 'x', kind: 'music' }, stereo(440, 8000, 2)), [422, 'file'], 'nothing but silence');
    same(await refused({ name: '', kind: 'music' }, tone), [422, 'name'], 'no name');
    same(await refused({ name: 'x', kind: 'prompt', language: 'de' }, tone), [422, 'language'], 'no language of ours');
    same(await refused({ name: 'x', kind: 'song' }, tone), [422, 'kind'], 'no kind');
    const words = async (language, file) => {
      const headers = { 'Accept-Language': language };
      const { body, headers: type } = sending({ name: 'x', kind: 'music' }, file);
      return (await admin.ask('POST', '/sounds', { body, headers: { ...type, ...headers }, key: key() })).json.detail;
    };
    const long = stereo(440, 8000, 601);
    expect(/^This sound is longer than ten minutes/.test(await words('en', long)), 'too long, in English');
    expect(/^Questo suono dura più di dieci minuti/.test(await words('it', long)), 'and in Italian');
    expect(/^Questo suono non si può usare/.test(await words('it', Buffer.from('RIFF'))), 'no sound, in Italian');
    const large = await admin.ask('POST', '/sounds', { ...sending({ name: 'x', kind: 'music' }, Buffer.alloc(33 << 20)), key: key() });
    same([large.status, large.json.code], [413, 'body_too_large'], 'more than anybody needs');
  });
  await check('callers hear them: the prompt of a flow, then the music of its queue', async () => {
    const { items: queues } = await admin.get('/queues');
    const queue = queues.find((each) => each.key === 'support');
    const wrong = await admin.ask('PUT', `/queues/${queue.id}/sounds`, { json: { music: prompt.id, announcements: [] } });
    same(wrong.status, 422, 'a prompt is no music');
    await admin.must(200, 'PUT', `/queues/${queue.id}/sounds`, { json: { music: music.id, announcements: [prompt.id] } });
    same((await admin.get(`/queues/${queue.id}/sounds`)).music, music.id, 'it is kept');
    const made = await admin.must(201, 'POST', '/flows', { json: { key: 'sounds', name: 'Sounds' }, key: key() });
    const nowhere = await admin.must(200, 'PUT', `/flows/${made.id}/draft`, { json: { revision: made.revision, flow: flowThatPlays('sound_0000000000009') } });
    const refused = await admin.ask('POST', `/flows/${made.id}/publish`, { json: { revision: nowhere.revision, note: 'x' }, key: key() });
    same([refused.status, refused.json.code, refused.json.fields[0].field], [422, 'flow_problems', 'flow.nodes.hello.prompt.audio.it'], 'a sound that is not there');
    same((await admin.get(`/flows/${made.id}`)).problems.map((each) => each.code), ['unknown_sound'], 'the draft says so before');
    const foreign = await admin.must(201, 'POST', '/sounds', { ...sending({ name: 'Greeting', kind: 'prompt', language: 'en' }, stereo(PROMPT_HZ, 8000, 3)), key: key() });
    const english = await admin.must(200, 'PUT', `/flows/${made.id}/draft`, { json: { revision: nowhere.revision, flow: flowThatPlays(foreign.id) } });
    same((await admin.get(`/flows/${made.id}`)).problems.map((each) => each.field), ['prompt.audio.it'], 'an English sound is none in Italian');
    await admin.must(204, 'DELETE', `/sounds/${foreign.id}`);
    const draft = await admin.must(200, 'PUT', `/flows/${made.id}/draft`, { json: { revision: english.revision, flow: flowThatPlays(prompt.id) } });
    await admin.must(200, 'POST', `/flows/${made.id}/publish`, { json: { revision: draft.revision, note: 'x' }, key: key() });
    await admin.must(201, 'POST', '/numbers', {
      json: { number: '106', name: 'Sounds', queue_id: queue.id, flow_id: made.id, settings: { language: 'it', record: 'never', keep_recordings_days: 9, agent_sees_watchers: true } },
      key: key(),
    });
    const caller = await SoundingPhone.start(sip, 440);
    await caller.call('106');
    await caller.hears(PROMPT_HZ);
    await caller.hears(MUSIC_HZ);
    await caller.hears(PROMPT_HZ, false);
    caller.hangUp();
    caller.close();
    for (const { id } of [music, prompt]) same((await admin.ask('DELETE', `/sounds/${id}`)).json?.code, 'in_use', 'what is played stays');
    await admin.must(200, 'PUT', `/queues/${queue.id}/sounds`, { json: { announcements: [] } });
    await admin.must(204, 'DELETE', `/sounds/${music.id}`);
    expect((await admin.get('/sounds')).items.every((each) => each.id !== music.id), 'it is gone');
  });
}
