/*
 * The parts of the page that F6 walks through: whatever carries data-region. A part that holds other parts is
 * not one itself, and while a dialog is open only it and the offers are.
 */

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled):not([hidden]), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

const visible = (element: HTMLElement): boolean => element.getClientRects().length > 0;

function regions(): HTMLElement[] {
  const modal = document.querySelector('[aria-modal="true"]');
  const picked = modal ? '[aria-modal="true"], [data-region="offers"]' : '[data-region]';
  return [...document.querySelectorAll<HTMLElement>(picked)].filter(
    (each) => visible(each) && (each === modal || !each.querySelector('[data-region]')),
  );
}

/** Where one wants to be in a part: at its own wish, at what is chosen, else at its first control. */
function entry(region: HTMLElement): HTMLElement {
  const wishes = ['[data-region-entry]', '[aria-current]', FOCUSABLE];
  for (const wish of wishes) {
    const found = [...region.querySelectorAll<HTMLElement>(wish)].find(visible);
    if (found) return found;
  }
  region.tabIndex = -1;
  return region;
}

export function goToRegion(step: 1 | -1): void {
  const all = regions();
  const at = all.findIndex((each) => each.contains(document.activeElement));
  const next = at < 0 ? all.at(step > 0 ? 0 : -1) : all.at((at + step) % all.length);
  if (next) entry(next).focus();
}
