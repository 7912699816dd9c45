export function wavHeader(rate: number, channels: number, bytesOfSamples: number): Buffer;
