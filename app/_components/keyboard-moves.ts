/** Focuses the item after (or before) the one that has the focus; the first in sight when none has. */
export function moveItem(selector: string, by: 1 | -1): boolean {
  const items = [...document.querySelectorAll<HTMLElement>(selector)].filter((item) => item.offsetParent !== null);
  if (items.length === 0) return false;
  const here = items.findIndex((item) => item.contains(document.activeElement));
  const start = items.findIndex((item) => item.getBoundingClientRect().top >= 0);
  const next = here === -1 ? Math.max(start, 0) : Math.min(Math.max(here + by, 0), items.length - 1);
  const item = items[next];
  const target = item?.matches('a,button,[tabindex]') ? item : item?.querySelector<HTMLElement>('a,button,[tabindex]');
  target?.focus();
  item?.scrollIntoView({ block: 'nearest' });
  return true;
}

/** Follows the first link that matches. */
export function jumpTo(selector: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(selector);
  if (link === null) return false;
  link.click();
  return true;
}

/** Opens the item that has the focus: its first link. */
export function openItem(): boolean {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return false;
  const link = active.matches('a,button,summary') ? active : active.querySelector<HTMLElement>('a');
  link?.click();
  return link !== null;
}

/** Opens every fold of the page, or closes them when all are open. */
export function toggleFolds(): boolean {
  const folds = [...document.querySelectorAll<HTMLDetailsElement>('main details')];
  if (folds.length === 0) return false;
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
  return true;
}
