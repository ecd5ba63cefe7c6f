/** Focuses the item after (or before) the one that has the focus; the first in sight when none has. */
export function moveItem(selector: string, by: 1 | -1): boolean {
  const items = [...document.querySelectorAll<HTMLElement>(selector)];
  const here = items.findIndex((item) => item.contains(document.activeElement));
  // Only what may be chosen is asked whether it is visible: of a long diff most was never laid out, and asking would do it.
  const isVisible = (item: HTMLElement) => item.checkVisibility();
  let next = here === -1 ? Math.max(items.findIndex(isBelowTop), 0) : here + by;
  const way = here === -1 ? 1 : by;
  while (items[next] !== undefined && !isVisible(items[next] ?? document.body)) next += way;
  const item = items[next] ?? (here === -1 ? items.find(isVisible) : items[here]);
  if (item === undefined) return false;
  const target = item.matches('a,button,[tabindex]') ? item : item.querySelector<HTMLElement>('a,button,[tabindex]');
  target?.focus();
  item.scrollIntoView({ block: 'nearest' });
  return true;
}

function isBelowTop(item: HTMLElement): boolean {
  const chunk = item.closest('.chunk');
  if (chunk !== null && chunk.getBoundingClientRect().bottom < 0) return false;
  return item.getBoundingClientRect().top >= 0;
}

/** The address of the page, at the line of a diff that has the focus, if one has. */
export function addressOfFocus(): string {
  const line = document.activeElement?.closest('tr')?.querySelector('.g a:focus') ?? document.activeElement;
  const address = new URL(window.location.href);
  if (line === null || !line.matches('.diff .g a')) return address.href;
  address.searchParams.delete('annotate');
  address.searchParams.delete('edit');
  address.hash = encodeURI(line.id);
  return address.href;
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
