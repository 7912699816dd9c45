/* What an agent does, as a form: queues, languages, skills, and how much at once. */
import type { PlaceDocument } from './api.ts';
import type { Field, Option } from './fields.ts';

const CAPACITY_MAX = 100;
const CHANNELS = ['chat', 'voice', 'email', 'messaging', 'task'] as const;
const LANGUAGES = ['it', 'en', 'de', 'fr', 'es'];

/** As somebody starts who becomes an agent. */
export const NEW_PLACE: PlaceDocument = {
  queues: [],
  languages: ['it'],
  skills: [],
  capacity: { voice: 1, chat: 3, email: 5, messaging: 3, task: 1 },
};

export interface PlaceChoices {
  queues: readonly Option[];
  skills: readonly Option[];
  /** What the agent speaks already, which may be more than what is offered here. */
  spoken: readonly string[];
  nameOfLanguage: (code: string) => string;
}

export function placeFields({ queues, skills, spoken, nameOfLanguage }: PlaceChoices): Field[] {
  const languages = [...new Set([...LANGUAGES, ...spoken])];
  return [
    { path: 'queues', name: 'placeQueues', kind: 'checks', options: queues },
    {
      path: 'languages',
      name: 'languages',
      kind: 'checks',
      min: 1,
      options: languages.map((code) => ({ value: code, label: nameOfLanguage(code) })),
    },
    {
      path: 'skills',
      name: 'placeSkills',
      kind: 'rows',
      when: () => skills.length > 0,
      fresh: () => ({ skill: skills[0]?.value, level: 5 }),
      columns: [
        { path: 'skill', name: 'skill', kind: 'choice', options: skills },
        { path: 'level', name: 'level', kind: 'number', min: 1, max: 10 },
      ],
    },
    ...CHANNELS.map(
      (channel): Field => ({
        path: `capacity.${channel}`,
        name: `capacity_${channel}`,
        kind: 'number',
        max: CAPACITY_MAX,
      }),
    ),
  ];
}

/** The document without a skill named twice, of which the server would know neither. */
export function tidyPlace(document: PlaceDocument): PlaceDocument {
  const levels = new Map(document.skills.map(({ skill, level }) => [skill, level]));
  return { ...document, skills: [...levels].map(([skill, level]) => ({ skill, level })) };
}
