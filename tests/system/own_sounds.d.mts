export function stereo(hertz: number, rate: number, seconds: number): Buffer;
