// A whole life: visitors wait, agents answer, hand over, wrap up; every screen is told, in order; figures
// follow; who comes back gets what was missed.
import { form, send } from './api.mjs';
import { check, expect, explainWith, same, until } from './checks.mjs';
import { Agent, connect, Held, Line, PASSWORD, Visitor } from './people.mjs';
import { demoFolder, startServer } from './server.mjs';
import { WebSocketRefused } from './websocket.mjs';

const TYPES_OF_NOW = ['floor', 'typing', 'queue']; // not kept for those who come back
/** What the desk holds by events is what a desk opened now would be given. */
async function consistent(agent, when) {
  let fresh;
  let held;
  const agrees = async () => {
    fresh = new Held(await agent.freshSnapshot()).shape;
    held = agent.line.held.shape;
    return JSON.stringify(held) === JSON.stringify(fresh);
  };
  await until('', agrees, 3000).catch(() => same(held, fresh, `${when}: snapshot + events of ${agent.me.name} is not the next snapshot`));
}

function messagesOn(line, conversation) {
  return line.events.filter((each) => each.type === 'message.added' && (!conversation || each.conversation_id === conversation)).map((each) => each.message);
}

/** The figures of today on the live page and in the report: one and the same. */
async function figures(carla) {
  const live = await carla.get('/queues/live');
  const zone = carla.me.tenant.zone;
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' })
      .formatToParts(new Date(live.now))
      .map(({ type, value }) => [type, Number(value)]),
  );
  const now = Date.parse(live.now);
  const midnight = new Date(now - (now % 1000) - ((parts.hour * 60 + parts.minute) * 60 + parts.second) * 1000).toISOString();
  const to = new Date(now + 1).toISOString();
  const found = {};
  for (const queue of live.queues) {
    const report = await carla.get(`/reports/intervals?from=${midnight}&to=${to}&step=1h&queue=${queue.id}`);
    const { total, rows } = report;
    const reported = {
      offered: total.offered, answered: total.answered, abandoned: total.abandoned, waiting: total.waiting,
      other_exits: total.flow_out + total.rejected + total.errors,
      service_level: total.service_level, asa_s: total.asa_s, aht_s: total.aht_s, csat: total.csat,
    };
    const { offered, answered, abandoned, waiting, other_exits, service_level, asa_s, aht_s, csat } = queue.today;
    same({ offered, answered, abandoned, waiting, other_exits, service_level, asa_s, aht_s, csat }, reported, `live and report of ${queue.name} since ${midnight}`);
    for (const name of ['offered', 'answered', 'abandoned', 'handled'])
      same(rows.reduce((sum, row) => sum + row[name], 0), total[name], `the hours of ${queue.name} do not sum up to the total: ${name}`);
    found[queue.name] = { ...queue.today, id: queue.id, waiting_now: queue.waiting, active_now: queue.active };
  }
  return found;
}

async function twoWait(base, anna, carla) {
  const story = {};
  await check('who waits knows their place, even with nobody there', async () => {
    story.before = await figures(carla);
    story.giulia = await Visitor.start(base, { name: 'Giulia Moretti', email: 'giulia@posta.example', text: 'La batteria si scarica', language: 'it' });
    same([story.giulia.started.queue.position, story.giulia.started.queue.nobody_available], [1, true], 'first, and nobody is there');
    story.marco = await Visitor.start(base, { name: 'Marco Gallo', text: 'Quanto costa il tagliando?' });
    same(story.marco.started.queue.position, 2, 'second');
    await story.giulia.openChat();
    await story.marco.openChat();
    const { state, queue, messages, survey } = story.marco.line.snapshot;
    same([state, queue.position, messages.map((each) => each.text), survey], ['waiting', 2, ['Quanto costa il tagliando?'], 'none'], 'the second visitor’s snapshot');
    const now = await figures(carla);
    same(now.Assistenza.offered - story.before.Assistenza.offered, 2, 'two more are offered today');
    same([now.Assistenza.waiting_now, now.Assistenza.waiting - story.before.Assistenza.waiting], [2, 2], 'two wait');
  });
  await check('those who lead put somebody ahead and back; who waits is told', async () => {
    const ahead = (who, seconds) => who.ask('POST', `/conversations/${story.marco.id}/priority`, { json: { priority_s: seconds } });
    same((await ahead(anna, 600)).status, 403, 'an agent may not');
    same((await ahead(carla, 40_000_000)).json.fields?.[0]?.field, 'priority_s', 'more than a year');
    same((await ahead(carla, 600)).status, 200, 'ahead');
    await story.marco.line.until('he is first now', (each) => each.type === 'queue' && each.position === 1);
    await story.giulia.line.until('she is second', (each) => each.type === 'queue' && each.position === 2);
    const since = story.giulia.line.events.length;
    same((await ahead(carla, 0)).status, 200, 'and back');
    await story.giulia.line.until('she is first again', (each, at) => at >= since && each.type === 'queue' && each.position === 1);
    const { items } = await carla.get(`/conversations/${story.marco.id}/history`);
    same(items.filter((each) => each.type === 'priority_changed').map((each) => [each.actor_name, each.data.priority_s]), [['Carla Neri', 600], ['Carla Neri', 0]], 'who did it');
  });
  await check('an agent who comes is offered who waits longest, with the reason', async () => {
    await anna.presence('available');
    const offer = await anna.offerOf(story.giulia.id);
    same([offer.customer.name, offer.preview, offer.queue.name, offer.channel], ['Giulia Moretti', 'La batteria si scarica', 'Assistenza', 'chat'], 'the offer');
    expect(offer.why.text.it && offer.why.text.en && offer.expires_at > offer.made_at, 'it says why, and until when', offer);
    const first = anna.line.events.find((each) => each.type === 'offer.made');
    same(first.offer.id, offer.id, 'who waits longest is offered first');
    await consistent(anna, 'while offered');
    await until('the floor shows the offer', () => carla.line.events.some((each) => each.type === 'floor' && each.queues.some((queue) => queue.offered >= 1)));
    story.offer = offer;
  });
  await check('accepting connects both, and the next in line moves up', async () => {
    const { epoch } = await anna.accept(story.offer);
    story.epoch = epoch;
    await anna.line.until('the offer ends', (each) => each.type === 'offer.ended' && each.offer_id === story.offer.id && each.outcome === 'accepted');
    const { conversation } = await anna.line.until('the conversation is hers', (each) => each.type === 'conversation.changed' && each.conversation.id === story.giulia.id && each.conversation.state === 'active');
    same([conversation.epoch, conversation.owner.name, conversation.case.state], [epoch, 'Anna Ferri', 'open'], 'the conversation she holds');
    const seen = await story.giulia.line.until('the visitor sees who came', (each) => each.type === 'conversation.changed' && each.state === 'active');
    same(seen.agent, { name: 'Anna Ferri' }, 'the agent’s name');
    same(messagesOn(story.giulia.line).map((each) => [each.kind, each.text]), [['event', 'agent_joined']], 'the visitor’s first event');
    await story.marco.line.until('the second is first now', (each) => each.type === 'queue' && each.position === 1);
    same((await anna.ask('POST', `/offers/${story.offer.id}/accept`)).json?.code, 'offer_gone', 'accepting twice');
    await consistent(anna, 'after accepting');
  });
  await check('the other one is declined, and waits again', async () => {
    const offer = await anna.offerOf(story.marco.id);
    await anna.must(204, 'POST', `/offers/${offer.id}/decline`, { json: {} });
    await anna.line.until('the offer ends', (each) => each.type === 'offer.ended' && each.offer_id === offer.id && each.outcome === 'declined');
    same((await story.marco.conversation()).state, 'waiting', 'the visitor waits again');
    await story.marco.end();
    const now = await figures(carla);
    same(now.Assistenza.abandoned - story.before.Assistenza.abandoned, 1, 'who left while waiting abandoned');
    await consistent(anna, 'after declining');
  });
  return story;
}

async function theyTalk(base, anna, story) {
  const { giulia } = story;
  await check('thirty messages both ways arrive on both screens, in order, once', async () => {
    for (let i = 1; i <= 15; ++i) {
      await giulia.say(`domanda ${i}`);
      await anna.say(giulia.id, `risposta ${i}`, story.epoch);
    }
    const wanted = Array.from({ length: 15 }, (_, i) => [`domanda ${i + 1}`, `risposta ${i + 1}`]).flat();
    for (const line of [anna.line, giulia.line]) {
      await until('the last answer is there', () => messagesOn(line).some((each) => each.text === 'risposta 15'));
      const got = messagesOn(line, line === anna.line ? giulia.id : undefined).filter((each) => each.kind === 'text');
      same(got.map((each) => each.text), wanted, 'the texts');
      for (let i = 1; i < got.length; ++i) same(got[i].n, got[i - 1].n + 1, 'n has no gap');
    }
    same(messagesOn(anna.line, giulia.id).filter((each) => each.kind === 'text').map((each) => each.id), messagesOn(giulia.line).filter((each) => each.kind === 'text').map((each) => each.id), 'the same ids on both screens');
  });
  await check('delivered, seen and typing pass between them', async () => {
    const last = messagesOn(giulia.line).at(-1);
    same(last.state, 'delivered', 'a message to an open chat is delivered');
    giulia.line.socket.send({ type: 'seen', up_to: last.n });
    await anna.line.until('the agent sees that it was seen', (each) => each.type === 'message.state' && each.state === 'seen' && each.author_kind === 'agent' && each.up_to === last.n && each.conversation_id === giulia.id);
    const question = await giulia.say('C’è ancora?');
    anna.line.socket.send({ type: 'seen', conversation_id: giulia.id, up_to: question.n });
    await giulia.line.until('the visitor sees that it was seen', (each) => each.type === 'message.state' && each.state === 'seen' && each.author_kind === 'visitor' && each.up_to === question.n);
    const { messages, conversation } = await anna.get(`/conversations/${giulia.id}`);
    same(messages.filter((each) => each.kind === 'text').map((each) => each.state), messages.filter((each) => each.kind === 'text').map(() => 'seen'), 'all texts are seen');
    same(conversation.unread, 0, 'nothing is unread');
    giulia.line.socket.send({ type: 'typing', on: true });
    await anna.line.until('the visitor types', (each) => each.type === 'typing' && each.author_kind === 'visitor' && each.on === true && each.conversation_id === giulia.id);
    anna.line.socket.send({ type: 'typing', conversation_id: giulia.id, on: true });
    await giulia.line.until('the agent types', (each) => each.type === 'typing' && each.author_kind === 'agent' && each.on === true);
    await consistent(anna, 'after reading');
  });
  await check('a visitor who goes and comes is seen to', async () => {
    giulia.line.socket.cut();
    await anna.line.until('the visitor is gone', (each) => each.type === 'conversation.changed' && each.conversation.id === giulia.id && !each.conversation.visitor_online);
    const alone = await anna.say(giulia.id, 'È ancora lì?', story.epoch);
    same(alone.state, 'accepted', 'a message to a closed chat is not delivered yet');
    await giulia.openChat();
    await anna.line.until('it is delivered now', (each) => each.type === 'message.state' && each.state === 'delivered' && each.up_to >= alone.n);
    await consistent(anna, 'after the visitor came back');
  });
  await check('notes stay among colleagues', async () => {
    await anna.say(giulia.id, 'cliente di lunga data', story.epoch, true);
    await giulia.say('dopo la nota');
    await until('the later message is there', () => messagesOn(giulia.line).some((each) => each.text === 'dopo la nota'));
    expect(!JSON.stringify(giulia.line.events).includes('lunga data') && !JSON.stringify(await giulia.conversation()).includes('lunga data'), 'the visitor sees the note');
  });
  await check('files pass, and only between these two', async () => {
    const content = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7) % 256));
    const photo = await giulia.sendFile('freno "rotto" è.png', 'image/png', content);
    same([photo.kind, photo.attachment.size_bytes, photo.attachment.media_type], ['file', content.length, 'image/png'], 'the message of the file');
    await anna.line.until('the agent is told', (each) => each.type === 'message.added' && each.message.id === photo.id);
    const down = await anna.ask('GET', `/files/${photo.attachment.id}`);
    expect(down.bytes.equals(content), 'the agent gets the same bytes', down.status, down.bytes.length);
    const page = await anna.sendFile(giulia.id, 'pagina.html', 'text/html', '<script>alert(1)</script>');
    const html = await giulia.ask('GET', `/visitor/files/${page.attachment.id}`);
    same([html.headers['content-type'], /^attachment/.test(html.headers['content-disposition'])], ['application/octet-stream', true], 'a page is only ever downloaded');
    same((await giulia.ask('GET', `/visitor/files/${photo.attachment.id}`)).status, 200, 'the visitor’s own file');
    await giulia.line.until('the visitor is told of the page', (each) => each.type === 'message.added' && each.message.id === page.id);
    const stranger = await Visitor.start(base, { text: 'curioso' });
    same((await stranger.ask('GET', `/visitor/files/${photo.attachment.id}`)).json?.code, 'not_found', 'another visitor');
    same((await stranger.ask('GET', `/files/${photo.attachment.id}`)).json?.code, 'not_signed_in', 'another visitor at the desk’s address');
    await stranger.end();
  });
  await check('the address of a file, as each side is told it, opens for that side', async () => {
    const urls = async (who, path, line) => [...(await who.get(path)).messages, ...messagesOn(line, who === anna ? giulia.id : undefined)].flatMap((each) => each.attachment?.url ?? []);
    for (const [who, path, line] of [[anna, `/conversations/${giulia.id}`, anna.line], [giulia, '/visitor/conversation', giulia.line]]) {
      const list = await urls(who, path, line);
      expect(list.length >= 4, 'both files, by request and by socket', list);
      for (const url of list) same((await who.ask('GET', url.replace('/api/v1', ''))).status, 200, `${who === anna ? 'the agent' : 'the visitor'} opens ${url}`);
    }
  });
  await check('nobody writes under an old epoch or in another’s conversation', async () => {
    const write = (who, epoch) => who.ask('POST', `/conversations/${giulia.id}/messages`, { json: { text: 'x', epoch } });
    same((await write(anna, story.epoch - 1)).json?.code, 'stale_epoch', 'an old epoch');
    const diego = await Agent.signIn(base, 'diego');
    same((await write(diego, story.epoch)).json?.code, 'not_owner', 'another agent');
    same((await diego.ask('POST', `/conversations/${giulia.id}/end`)).json?.code, 'not_owner', 'another agent ends');
    same((await diego.ask('POST', `/conversations/${giulia.id}/files`, form('a.txt', 'text/plain', 'a'))).json?.code, 'not_owner', 'another agent’s file');
  });
}

async function theyHandOver(base, anna, bruno, carla, story) {
  const { giulia } = story;
  await check('a transfer rings for who takes it, with the brief; the first may not write any more', async () => {
    await anna.presence('away', 'break');
    await bruno.presence('available');
    const moved = await anna.must(200, 'POST', `/conversations/${giulia.id}/transfer`, { json: { queue_id: story.before.Vendite.id, brief: 'vuole una bici nuova' } });
    same([moved.queue.name, moved.owner.kind], ['Vendite', 'queue'], 'it is the queue’s now');
    const offer = await bruno.offerOf(giulia.id);
    const { epoch } = await bruno.accept(offer);
    expect(epoch > story.epoch, 'the epoch rises', story.epoch, epoch);
    story.epoch = epoch;
    const { messages } = await bruno.get(`/conversations/${giulia.id}`);
    expect(messages.some((each) => each.kind === 'note' && each.text === 'vuole una bici nuova'), 'the brief is a note', messages.slice(-5));
    await giulia.line.until('the visitor sees who came', (each) => each.type === 'conversation.changed' && each.agent?.name === 'Bruno Sala');
    const answer = await anna.ask('POST', `/conversations/${giulia.id}/messages`, { json: { text: 'x', epoch } });
    same(answer.json?.code, 'not_owner', 'the first agent writes on');
    await bruno.say(giulia.id, 'Eccomi', epoch);
    await consistent(anna, 'after handing over');
    await consistent(bruno, 'after taking over');
  });
  await check('the end: wrap-up, outcome, case solved, rating', async () => {
    await bruno.end(giulia.id);
    const over = await giulia.line.until('the visitor is asked to rate', (each) => each.type === 'conversation.changed' && each.state === 'ended');
    same([over.survey, over.ended_by], ['asked', 'agent'], 'what the visitor sees');
    const { wrapup } = await bruno.line.until('the wrap-up begins', (each) => each.type === 'wrapup.changed' && each.wrapup.conversation_id === giulia.id);
    await consistent(bruno, 'in wrap-up');
    same((await giulia.ask('POST', '/visitor/messages', { json: { text: 'x' } })).json?.code, 'conversation_ended', 'the visitor writes after the end');
    same((await bruno.ask('POST', `/conversations/${giulia.id}/messages`, { json: { text: 'x', epoch: story.epoch } })).json?.code, 'conversation_ended', 'the agent writes after the end');
    same((await anna.ask('POST', `/wrapups/${wrapup.id}/complete`, { json: { outcome: 'sold' } })).status, 404, 'another’s wrap-up');
    same((await bruno.ask('POST', `/wrapups/${wrapup.id}/complete`, { json: { outcome: 'nonsense' } })).json?.code, 'unknown_outcome', 'an outcome that is none');
    await bruno.must(200, 'POST', `/wrapups/${wrapup.id}/extend`);
    await consistent(bruno, 'after more time');
    await bruno.must(204, 'POST', `/wrapups/${wrapup.id}/complete`, { json: { outcome: 'sold' } });
    same((await bruno.ask('POST', `/wrapups/${wrapup.id}/complete`, { json: { outcome: 'sold' } })).json?.code, 'already_done', 'completing twice');
    await bruno.line.until('the wrap-up ends', (each) => each.type === 'wrapup.ended' && each.wrapup_id === wrapup.id);
    await consistent(bruno, 'after the wrap-up');
    await giulia.must(204, 'POST', '/visitor/survey', { json: { score: 4, comment: 'gentili' } });
    for (const who of [bruno, carla]) {
      const answered = await who.line.until(`${who.me.name} is told of the rating`, (each) => each.type === 'survey.answered' && each.conversation_id === giulia.id);
      same([answered.score, answered.comment], [4, 'gentili'], 'the rating');
    }
    same((await bruno.get(`/conversations/${giulia.id}`)).conversation.case.state, 'solved', 'the case');
    same((await giulia.conversation()).survey, 'answered', 'the visitor’s survey');
  });
  await check('service level and queue figures moved, on the live page and in the report alike (S-039)', async () => {
    const now = await figures(carla);
    const moved = (queue, name) => now[queue][name] - story.before[queue][name];
    same([moved('Assistenza', 'offered'), moved('Assistenza', 'answered'), moved('Assistenza', 'abandoned')], [3, 1, 2], 'support: offered, answered, abandoned');
    same(moved('Vendite', 'answered'), 1, 'sales: answered');
    same(now.Vendite.csat.n - story.before.Vendite.csat.n, 1, 'sales: ratings');
    const level = (queue, when) => when[queue].service_level.formulas.map((each) => each.denominator);
    expect(JSON.stringify(level('Assistenza', now)) !== JSON.stringify(level('Assistenza', story.before)), 'the service level counts them', now.Assistenza.service_level);
    same([now.Assistenza.waiting_now, now.Assistenza.active_now, now.Vendite.active_now], [0, 0, 0], 'nobody waits or talks');
  });
}

async function theyComeBack(base, anna) {
  const lasting = (line, after) => line.events.filter((each) => each.seq > after && !TYPES_OF_NOW.includes(each.type));
  await check('an agent whose line broke gets exactly what was missed', async () => {
    await anna.presence('available');
    const { visitor, epoch } = await connect(base, anna, { name: 'Sara Lombardi', text: 'Vorrei una e-bike' });
    const steady = anna.line;
    const broken = await anna.openDesk();
    await visitor.openChat();
    await visitor.say('prima');
    await until('both desks have it', () => [steady, broken].every((line) => messagesOn(line).some((each) => each.text === 'prima')));
    broken.socket.cut();
    const after = broken.seq;
    await visitor.say('mancato 1');
    await anna.say(visitor.id, 'mancato 2', epoch);
    const other = await Visitor.start(base, { text: 'mancato 3' });
    await steady.until('the offer', (each) => each.type === 'offer.made' && each.offer.conversation_id === other.id);
    await other.end();
    const back = await anna.openDesk({ after });
    await visitor.say('dopo');
    await until('both desks have the last', () => [steady, back].every((line) => messagesOn(line).some((each) => each.text === 'dopo')));
    expect(back.snapshot === null, 'events alone, no snapshot');
    const gone = (list) => list.filter((each) => each.type !== 'agent.changed');
    // A message and the change of its conversation are two events of one moment.
    await until('both desks have as much', () => gone(lasting(back, after)).length === gone(lasting(steady, after)).length);
    same(gone(lasting(back, after)), gone(lasting(steady, after)), 'what came after the break');
    expect(messagesOn(back).filter((each) => each.text === 'mancato 1').length === 1, 'nothing twice');
    back.socket.close();
    anna.line = steady;

    const chat = visitor.line;
    const seen = chat.seq;
    chat.socket.cut();
    await anna.say(visitor.id, 'per chi torna', epoch);
    await anna.say(visitor.id, 'una nota', epoch, true);
    const again = await visitor.openChat({ after: seen });
    await again.until('the missed message', (each) => each.type === 'message.added' && each.message.text === 'per chi torna');
    await anna.say(visitor.id, 'ultimo', epoch);
    await again.until('the next message', (each) => each.type === 'message.added' && each.message.text === 'ultimo');
    same(messagesOn(again).map((each) => each.text).filter((text) => text !== 'dopo'), ['per chi torna', 'ultimo'], 'the visitor’s messages after the break');
    expect(again.snapshot === null, 'events alone, no snapshot');
    await anna.end(visitor.id);
    await anna.finishWrapups();
    await consistent(anna, 'after it all');
  });
  await check('who was away too long gets a snapshot instead', async () => {
    const line = await Line.open(`${base.replace('http', 'ws')}/api/v1/live?after=1`, { Cookie: anna.cookie, Origin: base });
    await line.started();
    same(line.events.filter((each) => each.seq < line.snapshot.seq), [], 'events from before the snapshot');
    line.socket.close();
    const future = await Line.open(`${base.replace('http', 'ws')}/api/v1/live?after=999999999`, { Cookie: anna.cookie, Origin: base });
    await future.started();
    future.socket.close();
  });
}

async function theyAreTurnedAway(base) {
  const refusal = async (path, headers) => {
    try {
      const line = await Line.open(base.replace('http', 'ws') + path, headers);
      return (await line.ended()).code;
    } catch (error) {
      if (!(error instanceof WebSocketRefused)) throw error;
      expect(JSON.parse(error.body).code, 'a refused socket says why', error.body);
      return error.status;
    }
  };
  const diego = await Agent.signIn(base, 'diego');
  await check('sockets ask for proof and for their own page', async () => {
    same(await refusal('/api/v1/live', { Origin: base }), 401, 'a desk without a session');
    same(await refusal('/api/v1/live', { Origin: 'https://evil.example', Cookie: diego.cookie }), 403, 'another site with the session’s cookie');
    same(await refusal('/api/v1/other', { Origin: base }), 404, 'an address without a socket');
  });
  await check('a visitor’s socket with a token that is none is closed with 4401, which a browser can read', async () => {
    same(await refusal('/api/v1/visitor/live?token=vis_none', {}), 4401, 'the code');
  });
  await check('signing out closes the desk with 4401', async () => {
    await diego.openDesk();
    await diego.must(204, 'DELETE', '/session');
    await diego.line.until('signed_out', (each) => each.type === 'signed_out');
    same((await diego.line.ended()).code, 4401, 'the code');
    same(await refusal('/api/v1/live', { Origin: base, Cookie: diego.cookie }), 401, 'coming back with the old cookie');
  });
}

async function twoBrowsers(base) {
  await check('signing out of one browser leaves the other signed in, and its desk open', async () => {
    const [here, there] = [await Agent.signIn(base, 'diego'), await Agent.signIn(base, 'diego')];
    await here.openDesk();
    await there.openDesk();
    await here.must(204, 'DELETE', '/session');
    await here.line.ended();
    await there.get('/me');
    await there.presence('away', 'break');
    await until('the other desk hears of its own presence, or is cut', () => there.line.socket.closed || there.line.held.presence.state === 'away');
    expect(!there.line.socket.closed, 'the other browser’s session is valid, yet its desk was closed', there.line.socket.closed);
    await there.presence('offline');
    await there.must(204, 'DELETE', '/session');
  });
}

async function slowReader(base, anna) {
  let visitor;
  let said = 0;
  await check('who does not read is cut with 4408, and comes back complete', async () => {
    await anna.presence('available');
    ({ visitor } = await connect(base, anna, { text: 'Parlo molto' }));
    const slow = await anna.openDesk();
    const { seq } = slow.snapshot;
    slow.socket.tcp.pause();
    const text = '🚲'.repeat(4000);
    const dropped = async () => Number(/^centralino_http_sockets_dropped_slow_total (\d+)/m.exec((await send(base, 'GET', '/metrics')).text)[1]);
    const before = await dropped();
    while ((await dropped()) === before && said < 3000) {
      await Promise.all(Array.from({ length: 25 }, () => visitor.say(text)));
      said += 25;
    }
    expect((await dropped()) > before, `${said} messages of 16 kB were kept for a client that reads nothing`);
    slow.socket.tcp.resume();
    same((await slow.ended()).code, 4408, 'the code');
    const back = await anna.openDesk({ after: seq });
    await until('it gets all that was missed, or a snapshot, or is cut', () => back.snapshot || messagesOn(back).length >= said || back.socket.closed);
    expect(!back.socket.closed, `coming back with ?after= after ${said} missed messages is cut again, and would be for ever`, back.socket.closed);
    back.socket.close();
  });
  await check('a chat of hundreds of long messages opens, and goes on', async () => {
    const chat = await visitor.openChat();
    const { epoch } = (await anna.get(`/conversations/${visitor.id}`)).conversation;
    await anna.say(visitor.id, 'ci sono', epoch);
    await until('the visitor hears on, or is cut', () => chat.socket.closed || messagesOn(chat).some((each) => each.text === 'ci sono'));
    expect(!chat.socket.closed, `a chat of ${said} long messages is cut as it opens`, chat.socket.closed);
    await anna.end(visitor.id);
  });
}

export async function suite() {
  const server = await startServer({ data: await demoFolder('story') });
  explainWith(() => server.tail());
  const base = server.url;
  const [anna, bruno, carla] = await Promise.all(['anna', 'bruno', 'carla'].map((name) => Agent.signIn(base, name, PASSWORD)));
  await check('a supervisor’s desk opens on a quiet server, and stays', async () => {
    const line = await carla.openDesk();
    await anna.openDesk();
    await until('she hears that an agent came, or is cut', () => line.socket.closed ?? line.events.find((each) => each.type === 'agent.changed' && each.agent.connected));
    expect(!line.socket.closed, 'it is cut right after its snapshot; carla is no agent, so nothing was published since she signed in', line.socket.closed);
  });
  for (const who of [bruno, ...(carla.line.socket.closed ? [carla] : [])]) await who.openDesk();
  const story = await twoWait(base, anna, carla);
  await theyTalk(base, anna, story);
  await theyHandOver(base, anna, bruno, carla, story);
  await bruno.presence('offline');
  await theyComeBack(base, anna);
  await theyAreTurnedAway(base);
  await twoBrowsers(base);
  await slowReader(base, anna);
  await check('seq never decreases on any line', () => {
    for (const who of [anna, bruno, carla, story.giulia]) same(who.line.wentBack.slice(0, 5), [], `${who.me?.name ?? 'the visitor'}, of ${who.line.events.length} events`);
  });
  await check('SIGTERM closes the sockets and ends with 0', async () => {
    const line = carla.line;
    same(await server.stop(), { code: 0, signal: null }, 'exit');
    await line.ended();
    expect([1001, 1006, 1012].includes(line.socket.closed.code), 'the desk’s socket was closed', line.socket.closed);
  });
}
