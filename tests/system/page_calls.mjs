// Part of the telephone's suite: a call that is asked for from a page. Its sound is a browser's story (web/e2e).
import { randomUUID } from 'node:crypto';
import { Client } from './api.mjs';
import { check, same, until } from './checks.mjs';

export async function fromAPage(server, admin) {
  const anybody = new Client(server.url);
  await check('a page asks for a call; without audio it takes nobody’s time and can be hung up', async () => {
    const { calls } = await anybody.get('/widgets/demo');
    same(calls, true, 'the widget offers it');
    const started = await anybody.must(201, 'POST', '/widgets/demo/calls', {
      json: { name: 'Pia', phone: '+39 02 123', page: 'https://shop.example/' },
      key: randomUUID(),
    });
    const { conversation } = await admin.get(`/conversations/${started.conversation_id}`);
    same([conversation.channel, conversation.state, conversation.customer.name], ['voice', 'automated', 'Pia'], 'it is there, in no queue');
    const pia = new Client(server.url, { bearer: started.visitor_token });
    await pia.must(204, 'POST', '/visitor/end', { key: randomUUID() });
    await until('it is over', async () => {
      const { conversation: now } = await admin.get(`/conversations/${started.conversation_id}`);
      return now.state === 'ended';
    });
  });
  await check('a page that leads nowhere, and words that are none, are refused', async () => {
    const ask = (widget, json) => anybody.ask('POST', `/widgets/${widget}/calls`, { json, key: randomUUID() });
    const off = await ask('demo-sales', {});
    same([off.status, off.json.code], [409, 'calls_off'], 'another page has no calls');
    same((await ask('nowhere', {})).status, 404, 'there is no such page');
    same((await ask('demo', { phone: 'hello' })).json.fields[0].field, 'phone', 'no number');
    same((await ask('demo', { page: 'javascript:0' })).json.fields[0].field, 'page', 'no page');
  });
}
