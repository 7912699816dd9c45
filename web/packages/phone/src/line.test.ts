import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANSWER_MS, CONNECT_MS, GRACE_MS } from './line.ts';
import { FakeStream, setUp } from './testing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the line', () => {
  it('offers all addresses at once, and is up when the path is', async () => {
    const { line, peer, sent, settle } = setUp();
    line.start();
    await settle();
    expect(sent).toEqual([{ type: 'call.line', sdp: 'offer 1' }]);
    expect(line.view().line.kind).toBe('connecting');
    line.receive({ type: 'call.line', sdp: 'answer' });
    await settle();
    expect(peer(1).remote).toBe('answer');
    expect(line.view().line.kind).toBe('connecting');
    peer(1).become('connected');
    expect(line.view().line.kind).toBe('up');
  });

  it('that breaks for a moment is left to mend, and made anew when it does not', async () => {
    const { line, peer, peers, connect, settle } = setUp();
    await connect();
    peer(1).become('disconnected');
    await vi.advanceTimersByTimeAsync(GRACE_MS - 1);
    peer(1).become('connected');
    await vi.advanceTimersByTimeAsync(GRACE_MS * 2);
    expect(peers.length).toBe(1);
    peer(1).become('disconnected');
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    expect(peers.length).toBe(2);
    expect(peer(1).closed).toBe(false);
    line.receive({ type: 'call.line', sdp: 'answer 2' });
    await settle();
    expect(peer(1).closed).toBe(true);
    peer(2).become('connected');
    expect(line.view().line.kind).toBe('up');
  });

  it('that failed is made anew at once; a server that says it is down as well', async () => {
    const { line, peer, peers, connect, settle } = setUp();
    await connect();
    peer(1).become('failed');
    await settle();
    expect(peers.length).toBe(2);
    line.receive({ type: 'call.line', sdp: 'answer' });
    await settle();
    peer(2).become('connected');
    line.receive({ type: 'call.line_state', up: false });
    await settle();
    expect(peers.length).toBe(3);
  });

  it('waits longer each time nobody answers, and forgets that once it is up', async () => {
    const { line, peers, settle, peer } = setUp();
    line.start();
    await settle();
    await vi.advanceTimersByTimeAsync(ANSWER_MS);
    expect(line.view().line).toMatchObject({ kind: 'waiting', attempt: 1 });
    await vi.advanceTimersByTimeAsync(250);
    expect(peers.length).toBe(2);
    await vi.advanceTimersByTimeAsync(ANSWER_MS);
    expect(line.view().line).toMatchObject({ kind: 'waiting', attempt: 2 });
    await vi.advanceTimersByTimeAsync(499);
    expect(peers.length).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(peers.length).toBe(3);
    line.receive({ type: 'call.line', sdp: 'answer' });
    await settle();
    peer(3).become('connected');
    peer(3).become('failed');
    await vi.advanceTimersByTimeAsync(ANSWER_MS);
    expect(line.view().line).toMatchObject({ kind: 'waiting', attempt: 1 });
  });

  it('says what the server refuses, and asks again', async () => {
    const { line, peers, settle } = setUp();
    line.start();
    await settle();
    line.receive({ type: 'call.line_problem', code: 'no_lines', title: 'Tutte occupate.' });
    expect(line.view().line).toEqual({
      kind: 'refused',
      code: 'no_lines',
      title: 'Tutte occupate.',
    });
    await vi.advanceTimersByTimeAsync(250);
    expect(peers.length).toBe(2);
  });

  it('is made anew when the live socket is back, while the old one is still heard', async () => {
    const { line, peer, peers, sent, world, connect, settle } = setUp();
    await connect();
    world.socketUp = false;
    line.renew();
    await settle();
    expect(line.view().line.kind).toBe('up');
    world.socketUp = true;
    line.renew();
    await settle();
    expect(sent.length).toBe(2);
    expect(peer(1).closed).toBe(false);
    expect(line.view().line.kind).toBe('up');
    line.receive({ type: 'call.line', sdp: 'answer 2' });
    await settle();
    expect(peer(1).closed).toBe(true);
    expect(line.view().line.kind).toBe('up');
    await vi.advanceTimersByTimeAsync(CONNECT_MS);
    expect(line.view().line.kind).toBe('connecting');
    expect(sent.length).toBe(3);
    line.receive({ type: 'call.line', sdp: 'answer 3' });
    await settle();
    peers.at(-1)?.become('connected');
    expect(line.view().line.kind).toBe('up');
  });

  it('takes only the answer to what it asked: another tab or a former socket has its own', async () => {
    const { line, peers, settle } = setUp();
    line.start();
    await settle();
    const [peer] = peers;
    if (peer) peer.localDescription = { sdp: 'v=0\r\no=- 77 2 IN IP4 127.0.0.1\r\n' };
    line.receive({ type: 'call.line', offer: '76', sdp: 'not ours' });
    line.receive({ type: 'call.line_problem', offer: '76', code: 'line_refused', title: 'No' });
    await settle();
    expect(peer?.remote).toBe('');
    expect(line.view().line.kind).toBe('connecting');
    line.receive({ type: 'call.line', offer: '77', sdp: 'ours' });
    await settle();
    expect(peer?.remote).toBe('ours');
  });

  it('that is being made anew is not made anew because the server says the old one is down', async () => {
    const { line, peers, sent, connect, settle } = setUp();
    await connect();
    for (const answer of ['answer 2', 'answer 3']) {
      line.renew();
      await settle();
      const before = sent.length;
      line.receive({ type: 'call.line_state', up: true });
      line.receive({ type: 'call.line', sdp: answer });
      line.receive({ type: 'call.line_state', up: false });
      await settle();
      line.receive({ type: 'call.line_state', up: false });
      await settle();
      expect(sent.length).toBe(before);
      peers.at(-1)?.become('connected');
      line.receive({ type: 'call.line_state', up: true });
      expect(line.view().line.kind).toBe('up');
    }
    line.receive({ type: 'call.line_state', up: false });
    await settle();
    expect(sent.length).toBe(4);
  });

  it('of which neither the path nor the live socket is there says so', async () => {
    const { line, peer, world, connect, settle } = setUp();
    await connect();
    world.socketUp = false;
    peer(1).become('failed');
    await settle();
    expect(line.view().line.kind).toBe('waiting');
  });

  it('survives an answer that is none, and one that comes too late', async () => {
    const { line, peers, settle } = setUp();
    line.start();
    await settle();
    line.receive({ type: 'call.line', sdp: 'nonsense' });
    await settle();
    expect(line.view().line.kind).toBe('waiting');
    line.receive({ type: 'call.line', sdp: 'answer' });
    await settle();
    expect(peers[0]?.closed).toBe(true);
    expect(line.view().line.kind).toBe('waiting');
  });

  it('hands on the sound of the other side, and closes everything when it stops', async () => {
    const { line, peer, sounds, sent, streams, connect } = setUp();
    await connect();
    const stream = new FakeStream();
    peer(1).ontrack?.({ track: stream.track, streams: [stream] });
    expect(sounds).toEqual([stream]);
    await line.talk(true);
    line.stop();
    expect(peer(1).closed).toBe(true);
    expect(streams[0]?.track.stopped).toBe(true);
    expect(sent.at(-1)).toEqual({ type: 'call.line_close' });
    expect(line.view().line.kind).toBe('off');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(line.view().line.kind).toBe('off');
  });
});

describe('the microphone', () => {
  it('is open and sent only while a call talks', async () => {
    const { line, peer, streams, connect } = setUp();
    await connect();
    expect(peer(1).sender.track).toBeNull();
    expect(streams.length).toBe(0);
    await line.talk(true);
    expect(peer(1).sender.track).toBe(streams[0]?.track);
    expect(line.view().microphone).toBe('open');
    await line.talk(false);
    expect(peer(1).sender.track).toBeNull();
    expect(streams[0]?.track.stopped).toBe(true);
    expect(line.view().microphone).toBe('closed');
  });

  it('goes over to a new line in the middle of a call', async () => {
    const { line, peer, streams, connect, settle } = setUp();
    await connect();
    await line.talk(true);
    peer(1).become('failed');
    await settle();
    line.receive({ type: 'call.line', sdp: 'answer' });
    await settle();
    expect(peer(2).sender.track).toBe(streams[0]?.track);
    expect(streams[0]?.track.stopped).toBe(false);
  });

  it('is muted without being closed, also when another one takes its place', async () => {
    const { line, streams, connect } = setUp();
    await connect();
    await line.talk(true);
    line.microphone.mute(true);
    expect(streams[0]?.track.enabled).toBe(false);
    await line.microphone.choose('headset');
    expect(streams[0]?.track.stopped).toBe(true);
    expect(streams[1]?.track.enabled).toBe(false);
    line.microphone.mute(false);
    expect(streams[1]?.track.enabled).toBe(true);
    line.microphone.mute(true);
    await line.talk(false);
    expect(line.view().muted).toBe(false);
  });

  it('that may not be used, is missing or is taken says which', async () => {
    const { line, world, connect } = setUp();
    await connect();
    for (const [name, state] of [
      ['NotAllowedError', 'denied'],
      ['NotFoundError', 'missing'],
      ['NotReadableError', 'busy'],
    ] as const) {
      world.microphone = Object.assign(new Error(name), { name });
      await line.talk(true);
      expect(line.view().microphone).toBe(state);
      await line.talk(false);
    }
  });

  it('that is pulled out in a call is opened again; one that opens after the call is closed', async () => {
    const { line, streams, connect, settle } = setUp();
    await connect();
    await line.talk(true);
    streams[0]?.track.onended?.(new Event('ended'));
    await settle();
    expect(streams.length).toBe(2);
    const late = line.microphone.choose('other');
    void line.talk(false);
    await late;
    expect(streams[2]?.track.stopped).toBe(true);
    expect(line.view().microphone).toBe('closed');
  });
});
