export class SoundingPhone {
  static start(target: string, hertz: number): Promise<SoundingPhone>;
  readonly loudness: number;
  /** Packets of 20 ms that came so far. */
  readonly packets: number;
  hears(hertz: number, wanted?: boolean): Promise<void>;
  call(number: string): Promise<void>;
  press(keys: string): void;
  hangUp(): void;
  isHungUp(): Promise<void>;
  close(): void;
}
/** How loud a tone is in the samples: 0 none, 1 a sine of full scale. */
export function level(samples: readonly number[], hertz: number, rate?: number): number;
