import { expect, it } from 'vitest';
import { wavOf } from './wav.ts';

it('writes the mean of the channels as 16 bits, without going beyond', async () => {
  const file = wavOf([new Float32Array([0.5, 1, 2]), new Float32Array([0.5, 0, 2])], 48_000);
  const view = new DataView(await file.arrayBuffer());
  expect(view.byteLength).toBe(44 + 6);
  expect(view.getUint32(24, true)).toBe(48_000);
  expect([44, 46, 48].map((at) => view.getInt16(at, true))).toEqual([16_384, 16_384, 32_767]);
});
