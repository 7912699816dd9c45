/* What the controls of a form share: the document they change, and what is wrong with it. */
import { createContext, useContext } from 'react';
import type { Flow, Places, Problem } from '../api.ts';
import { valueAt } from '../model/change.ts';

export interface FormState {
  /** A node, or the flow itself. */
  document: unknown;
  put: (path: string, value: unknown) => void;
  problems: readonly Problem[];
  flow: Flow;
  places: Places;
  /** Opens another node. */
  go: (node: string) => void;
  /** Makes a node and leads there from this field. */
  createAt: (path: string) => void;
  /** Declares a variable and puts its name into this field. */
  declareAt: (path: string) => void;
}

const Context = createContext<FormState | undefined>(undefined);
export const FormProvider = Context.Provider;

export function useForm(): FormState {
  const state = useContext(Context);
  if (!state) throw new Error('a field outside of a form');
  return state;
}

/** One field: its value, how to change it, and what is wrong with it in the chosen language. */
export function useField<T>(path: string, language: string) {
  const { document, put, problems } = useForm();
  const fault = problems.find((each) => each.field === path)?.text[language === 'it' ? 'it' : 'en'];
  return {
    value: valueAt(document, path) as T | undefined,
    put: (value: T | undefined) => put(path, value),
    fault,
  };
}
