export interface Server {
  readonly url: string | undefined;
  readonly output: string;
  stop(): Promise<unknown>;
}
export function startServer(options: { data: string; more?: string[] }): Promise<Server>;
export function temporaryFolder(name?: string): string;
export function cleanUp(): Promise<void>;
