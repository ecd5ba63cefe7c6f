/** An arrow key. */
export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

interface Place {
  readonly box: SVGAElement;
  readonly x: number;
  readonly y: number;
}

function placeOf(box: SVGAElement): Place {
  const { left, top, width, height } = box.getBoundingClientRect();
  return { box, x: left + width / 2, y: top + height / 2 };
}

/** The box of the map that has the focus. */
function findActive(view: HTMLElement): SVGAElement | undefined {
  const active = document.activeElement;
  return active instanceof SVGAElement && view.contains(active) && active.dataset.claim !== undefined
    ? active
    : undefined;
}

/**
 * Moves from the box that has the focus: left and right along its lines, to the nearest box at their other ends; up and
 * down to the next box. False where no box has the focus: arrows then scroll, as everywhere.
 */
export function moveAlong(view: HTMLElement, key: Arrow): boolean {
  const active = findActive(view);
  if (active === undefined) return false;
  const linked = new Set((active.dataset.links ?? '').split(' '));
  const here = placeOf(active);
  const boxes = [...view.querySelectorAll<SVGAElement>('a[data-claim]')].filter((box) => box !== active).map(placeOf);
  const next = boxes
    .filter((place) => isThatWay(key, here, place, linked))
    .toSorted((one, other) => distance(key, here, one) - distance(key, here, other))[0];
  next?.box.focus();
  next?.box.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return true;
}

function isThatWay(key: Arrow, here: Place, { box, x, y }: Place, linked: ReadonlySet<string>): boolean {
  switch (key) {
    case 'ArrowLeft':
      return linked.has(box.dataset.claim ?? '') && x < here.x;
    case 'ArrowRight':
      return linked.has(box.dataset.claim ?? '') && x > here.x;
    case 'ArrowUp':
      return y < here.y - 1;
    case 'ArrowDown':
      return y > here.y + 1;
  }
}

/** What lies off the way counts more than what lies far along it. */
function distance(key: Arrow, here: Place, { x, y }: Place): number {
  const [across, along] = [Math.abs(x - here.x), Math.abs(y - here.y)];
  return key === 'ArrowUp' || key === 'ArrowDown' ? along + 2 * across : across + 2 * along;
}

/** Follows the link of the box that has the focus: the map around it, or the claim of the one in the middle. */
export function followLink(view: HTMLElement): boolean {
  const active = findActive(view);
  if (active === undefined) return false;
  window.location.assign(active.href.baseVal);
  return true;
}
