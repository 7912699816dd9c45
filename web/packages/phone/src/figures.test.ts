import { describe, expect, it } from 'vitest';
import { sortDevices } from './devices.ts';
import { loudness } from './meter.ts';
import { dialable, tonesIn } from './number.ts';
import { gradeOf, mosOf } from './quality.ts';
import { type Facts, isReady, readiness } from './readiness.ts';
import { StatsReader } from './stats.ts';

describe('quality', () => {
  it('is good on a clean line and falls with loss and delay', () => {
    const clean = mosOf({ loss: 0, jitterMs: 5, roundTripMs: 40 });
    expect(clean).toBeGreaterThan(4.3);
    const lossy = mosOf({ loss: 0.03, jitterMs: 5, roundTripMs: 40 });
    const late = mosOf({ loss: 0, jitterMs: 40, roundTripMs: 600 });
    expect(lossy).toBeLessThan(clean);
    expect(late).toBeLessThan(clean);
    expect([gradeOf(clean), gradeOf(mosOf({ loss: 0.5, jitterMs: 90, roundTripMs: 900 }))]).toEqual(
      ['good', 'poor'],
    );
  });

  it('stays between 1 and 4.5 whatever was measured', () => {
    for (const loss of [-1, 0, 0.1, 1, 7])
      for (const delay of [0, 100, 1_000, 100_000]) {
        const mos = mosOf({ loss, jitterMs: delay, roundTripMs: delay });
        expect(mos).toBeGreaterThanOrEqual(1);
        expect(mos).toBeLessThanOrEqual(4.5);
      }
  });
});

describe('what a peer measures', () => {
  const report = (received: number, lost: number) => [
    { type: 'codec' },
    {
      type: 'inbound-rtp',
      kind: 'audio',
      packetsReceived: received,
      packetsLost: lost,
      jitter: 0.012,
    },
    { type: 'remote-inbound-rtp', roundTripTime: 0.08 },
  ];

  it('counts from one look to the next', () => {
    const reader = new StatsReader();
    expect(reader.read(report(100, 0))).toEqual({ loss: 0, jitterMs: 12, roundTripMs: 80 });
    expect(reader.read(report(190, 10))?.loss).toBeCloseTo(0.1);
    expect(reader.read(report(290, 10))?.loss).toBe(0);
  });

  it('has nothing to say while nothing comes', () => {
    const reader = new StatsReader();
    reader.read(report(100, 0));
    expect(reader.read(report(100, 0))).toBeUndefined();
    expect(reader.read([])).toBeUndefined();
  });
});

describe('readiness', () => {
  const all: Facts = { supported: true, microphone: 'ok', line: 'up', audible: true };

  it('needs browser, microphone, line and sound', () => {
    expect(isReady(readiness(all))).toBe(true);
    for (const lack of [
      { supported: false },
      { microphone: 'denied' },
      { microphone: undefined },
      { line: 'waiting' },
      { line: 'connecting' },
      { audible: false },
    ] as Partial<Facts>[])
      expect(isReady(readiness({ ...all, ...lack })), JSON.stringify(lack)).toBe(false);
  });

  it('says which sentence helps', () => {
    const advice = (facts: Partial<Facts>) =>
      readiness({ ...all, ...facts }).map((each) => `${each.state} ${each.advice}`);
    expect(advice({ supported: false })).toEqual(['bad browser']);
    expect(advice({ microphone: 'missing', line: 'connecting' })).toEqual([
      'bad missing',
      'wait connecting',
      'ok audible',
    ]);
  });
});

describe('numbers', () => {
  it('are understood as people type them', () => {
    expect(dialable(' +39 02 1234-567 ')).toBe('+39021234567');
    expect(dialable('0039 (02) 12.34')).toBe('+39021234');
    expect(dialable('201')).toBe('201');
    for (const wrong of ['', '1', 'mario', '+39 02 12a', '1'.repeat(21), '+'])
      expect(dialable(wrong), wrong).toBeUndefined();
  });

  it('leave only tones for the keypad', () => {
    expect(tonesIn('1-2 #a*9')).toBe('12#*9');
  });
});

describe('devices', () => {
  it('are sorted, the system’s own once and under no name', () => {
    const listed = [
      { kind: 'audioinput', deviceId: 'default', label: 'Default' },
      { kind: 'audioinput', deviceId: 'communications', label: 'Communications' },
      { kind: 'audioinput', deviceId: 'a', label: 'Headset' },
      { kind: 'videoinput', deviceId: 'v', label: 'Camera' },
      { kind: 'audiooutput', deviceId: 'default', label: 'Default' },
    ];
    expect(sortDevices(listed)).toEqual({
      microphones: [
        { id: '', label: 'Default' },
        { id: 'a', label: 'Headset' },
      ],
      speakers: [{ id: '', label: 'Default' }],
    });
  });
});

it('a meter is empty in silence, full when loud', () => {
  expect(loudness(new Float32Array(8))).toBe(0);
  expect(loudness(new Float32Array(8).fill(1))).toBe(1);
  const soft = loudness(new Float32Array(8).fill(0.05));
  expect(soft).toBeGreaterThan(0.4);
  expect(soft).toBeLessThan(0.7);
});
