export class SoundingPhone {
  static start(target: string, hertz: number): Promise<SoundingPhone>;
  readonly loudness: number;
  call(number: string): Promise<void>;
  press(keys: string): void;
  hangUp(): void;
  isHungUp(): Promise<void>;
  close(): void;
}
