import type { VariableType } from '../api.ts';

export const VARIABLE_TYPES: readonly VariableType[] = [
  'text',
  'digits',
  'number',
  'money',
  'date',
  'time',
  'position',
  'secret',
];
