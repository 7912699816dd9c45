import { request } from '@centralino/api/client.ts';
import type { Shape } from '@centralino/api/types.ts';
import type { Word } from './words.ts';

export type Queue = Shape<'Queue'>;
export type QueueDocument = Shape<'QueueChange'>;
export type ApiKey = Shape<'Key'>;
export type User = Shape<'User'>;
export type Invitation = Shape<'Invitation'>;
export type Skill = Shape<'Skill'>;
export type Place = Shape<'Place'>;
export type PlaceDocument = Shape<'PlaceChange'>;
export type KeyedHours = Shape<'KeyedHours'>;
export type OpeningHours = Shape<'OpeningHours'>;
export type Widget = Shape<'WidgetSettings'>;
export type WidgetDocument = Shape<'WidgetChange'>;
export type Webhook = Shape<'Webhook'>;
export type WebhookEvent = Shape<'WebhookEvent'>;
export type Delivery = Shape<'WebhookDelivery'>;

interface List<T> {
  items: T[];
}

/** A list of the administration: where it is kept, and how it is fetched. */
const list = <T>(path: string) => ({
  queryKey: ['admin', path] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<List<T>>('GET', `/api/v1/${path}`, { signal }),
});

export const QUEUES = list<Queue>('queues');
export const KEYS = list<ApiKey>('keys');
export const USERS = list<User>('users');
export const SKILLS = list<Skill>('skills');
export const PLACES = list<Place>('agents');
export const CALENDARS = list<KeyedHours>('calendars');
export const WIDGETS = list<Widget>('widget-settings');
export const NUMBERS = list<Shape<'NumberView'>>('numbers');
export const WEBHOOKS = list<Webhook>('webhooks');

const make = <T>(path: string, body: unknown, key: string) =>
  request<T>('POST', `/api/v1/${path}`, { key, body });
const put = <T>(path: string, body: unknown) => request<T>('PUT', `/api/v1/${path}`, { body });
const remove = (path: string) => request<void>('DELETE', `/api/v1/${path}`);

export const createQueue = (body: { key: string; name: string }, key: string) =>
  make<Queue>('queues', body, key);
export const saveQueue = (id: string, body: QueueDocument) => put<Queue>(`queues/${id}`, body);
export const retireQueue = (id: string) => remove(`queues/${id}`);

export const createKey = (name: string, scopes: string[], key: string) =>
  make<ApiKey>('keys', { name, scopes }, key);
export const revokeKey = (id: string) => remove(`keys/${id}`);

export type NewUser = Pick<User, 'email' | 'name' | 'role' | 'language'>;
export const createUser = (body: NewUser, key: string) =>
  make<Shape<'UserCreated'>>('users', body, key);
export const changeUser = (id: string, body: Shape<'UserChange'>) =>
  request<User>('PATCH', `/api/v1/users/${id}`, { body });
export const inviteAgain = (id: string) =>
  request<Invitation>('POST', `/api/v1/users/${id}/invitation`);
export const endSessions = (id: string) => remove(`users/${id}/sessions`);

export const createSkill = (body: { key: string; name: string }, key: string) =>
  make<Skill>('skills', body, key);
export const renameSkill = (id: string, name: string) => put<Skill>(`skills/${id}`, { name });
export const removeSkill = (id: string) => remove(`skills/${id}`);

export const savePlace = (user: string, body: PlaceDocument) => put<Place>(`agents/${user}`, body);
export const removePlace = (user: string) => remove(`agents/${user}`);

export const saveHours = (key: string, body: OpeningHours) =>
  put<KeyedHours>(`calendars/${key}`, body);
export const removeHours = (key: string) => remove(`calendars/${key}`);

export const createWidget = (body: WidgetDocument, key: string) =>
  make<Widget>('widget-settings', body, key);
export const saveWidget = (key: string, body: WidgetDocument) =>
  put<Widget>(`widget-settings/${key}`, body);
export const removeWidget = (key: string) => remove(`widget-settings/${key}`);

export type NewWebhook = Shape<'NewWebhook'>;
export const createWebhook = (body: NewWebhook, key: string) =>
  make<Webhook>('webhooks', body, key);
export const changeWebhook = (id: string, body: Shape<'WebhookChange'>) =>
  request<Webhook>('PATCH', `/api/v1/webhooks/${id}`, { body });
export const removeWebhook = (id: string) => remove(`webhooks/${id}`);
export const testWebhook = (id: string) => request<Delivery>('POST', `/api/v1/webhooks/${id}/test`);
export const deliverAgain = (id: string, delivery: string) =>
  request<Delivery>('POST', `/api/v1/webhooks/${id}/deliveries/${delivery}/again`);
export const deliveriesKey = (id: string) => ['admin', 'webhooks', id, 'deliveries'] as const;
export const fetchDeliveries = (id: string, signal: AbortSignal, before?: string) =>
  request<Shape<'DeliveryList'>>('GET', `/api/v1/webhooks/${id}/deliveries`, {
    signal,
    query: { before },
  });

/** The two lists of a company's own words; each is read and saved as a whole. */
export type WordsOf = 'outcomes' | 'presence-reasons';

export const wordsKey = (of: WordsOf) => ['admin', of] as const;

export const fetchWords = (of: WordsOf, signal: AbortSignal) =>
  request<List<Word>>('GET', `/api/v1/${of}`, { signal });

export const saveWords = (of: WordsOf, items: Word[]) => put<List<Word>>(of, { items });
