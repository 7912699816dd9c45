/* The call of this tab, through reloads. Where the page may not store, it lives as long as the page. */
const place = (widget: string): string => `centralino.call.${widget}`;

export function keptCall(widget: string): string | null {
  try {
    return sessionStorage.getItem(place(widget));
  } catch {
    return null;
  }
}

export function keepCall(widget: string, token: string | undefined): void {
  try {
    if (token) sessionStorage.setItem(place(widget), token);
    else sessionStorage.removeItem(place(widget));
  } catch {
    // Nothing outlives this page then.
  }
}
