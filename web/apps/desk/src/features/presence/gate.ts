/*
 * What must hold before somebody becomes available: a desk with a telephone asks for a microphone and a line
 * that work. The gate says itself what is missing.
 */

type Gate = () => Promise<boolean>;

let gate: Gate | undefined;

/** Gives back how to take the gate away again. */
export function guardAvailable(by: Gate): () => void {
  gate = by;
  return () => {
    if (gate === by) gate = undefined;
  };
}

export const mayBeAvailable = async (): Promise<boolean> => (gate ? gate() : true);

/** Nothing went wrong: the gate has shown what to do first. */
export class NotReady extends Error {}
