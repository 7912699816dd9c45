/* How loud a stream is, for a bar that moves when somebody speaks. */

const SAMPLES = 512;
/** Softer than this is silence to a bar: it begins at -60 dB. */
const FLOOR_DB = -60;

/** 0 to 1, from samples between -1 and 1. Pure. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const each of samples) sum += each * each;
  const level = Math.sqrt(sum / Math.max(1, samples.length));
  const decibels = 20 * Math.log10(Math.max(level, 1e-6));
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DB));
}

/** Tells the loudness with each frame the browser draws; gives back how to stop. */
export function meter(stream: MediaStream, onLevel: (level: number) => void): () => void {
  const audio = new AudioContext();
  const source = audio.createMediaStreamSource(stream);
  const analyser = audio.createAnalyser();
  analyser.fftSize = SAMPLES;
  source.connect(analyser);
  const samples = new Float32Array(SAMPLES);
  let frame = 0;
  const look = () => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(loudness(samples));
    frame = requestAnimationFrame(look);
  };
  look();
  return () => {
    cancelAnimationFrame(frame);
    source.disconnect();
    void audio.close();
  };
}
