import { request } from '@centralino/api/client.ts';
import type { Shape } from '@centralino/api/types.ts';

export type Trunk = Shape<'Trunk'>;
export type TrunkLive = Shape<'TrunkLive'>;
export type LineNumber = Shape<'NumberView'>;
export type Device = Shape<'Device'>;
type TrunkWish = Shape<'TrunkWish'>;
type NumberWish = Shape<'NumberWish'>;
type DeviceWish = Shape<'DeviceWish'>;

const list = <T>(path: string) => ({
  queryKey: ['admin', path] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<{ items: T[] }>('GET', `/api/v1/${path}`, { signal }),
});

export const TRUNKS = list<Trunk>('trunks');
export const NUMBERS = list<LineNumber>('numbers');
export const DEVICES = list<Device>('devices');

/** Trunks and telephones as they are now. */
export const TELEPHONE = {
  queryKey: ['telephone'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<Shape<'TelephoneLive'>>('GET', '/api/v1/telephone', { signal }),
};

const make = <T>(path: string, body: unknown, key: string) =>
  request<T>('POST', `/api/v1/${path}`, { key, body });
const put = <T>(path: string, body: unknown) => request<T>('PUT', `/api/v1/${path}`, { body });
const remove = (path: string) => request<void>('DELETE', `/api/v1/${path}`);

export const createTrunk = (body: TrunkWish, key: string) => make<Trunk>('trunks', body, key);
export const saveTrunk = (id: string, body: TrunkWish) => put<Trunk>(`trunks/${id}`, body);
export const removeTrunk = (id: string) => remove(`trunks/${id}`);
export const checkTrunk = (id: string) => request<void>('POST', `/api/v1/trunks/${id}/check`);
export const resetLimit = (id: string) => request<void>('POST', `/api/v1/trunks/${id}/reset-limit`);
export const orderTrunks = (ids: string[]) => put<{ items: Trunk[] }>('trunk-order', { ids });

export const createNumber = (body: NumberWish, key: string) =>
  make<LineNumber>('numbers', body, key);
export const saveNumber = (id: string, body: NumberWish) => put<LineNumber>(`numbers/${id}`, body);
export const removeNumber = (id: string) => remove(`numbers/${id}`);

export const createDevice = (body: DeviceWish, key: string) => make<Device>('devices', body, key);
export const removeDevice = (id: string) => remove(`devices/${id}`);
