/** The size at which a drawing is seen. */
export interface Zoom {
  /** Times this, around the middle of what is seen. */
  by(factor: number): void;
  /** To this scale; 1 is full size. */
  to(scale: number): void;
  /** The whole width of the drawing, at most at full size. */
  fit(): void;
  end(): void;
}

const least = 0.2;
const most = 3;

/**
 * Makes a drawing in a scrolling element larger and smaller. What is under the pointer (or in the middle) stays there.
 * Opens with the claim in the middle in sight; the whole debate opens as small as it has to be.
 */
export function makeZoom(view: HTMLElement, svg: SVGSVGElement, tell: (scale: number) => void): Zoom {
  const { width, height } = svg.viewBox.baseVal;
  let scale = 1;
  const set = (wanted: number, x: number, y: number) => {
    const next = Math.min(most, Math.max(least, wanted));
    const [left, top] = [(view.scrollLeft + x) / scale, (view.scrollTop + y) / scale];
    scale = next;
    svg.setAttribute('width', String(Math.round(width * scale)));
    svg.setAttribute('height', String(Math.round(height * scale)));
    view.scrollTo(left * scale - x, top * scale - y);
    tell(scale);
  };
  const setMiddle = (wanted: number) => set(wanted, view.clientWidth / 2, view.clientHeight / 2);
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { left, top } = view.getBoundingClientRect();
    set(scale * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
  };
  view.addEventListener('wheel', wheel, { passive: false });
  const fit = () => setMiddle(Math.min(1, view.clientWidth / width));
  const focus = view.querySelector('.n.here');
  if (focus === null) fit();
  else showBox(view, focus);
  tell(scale);
  return {
    by: (factor) => setMiddle(scale * factor),
    to: setMiddle,
    fit,
    end: () => view.removeEventListener('wheel', wheel),
  };
}

function showBox(view: HTMLElement, element: Element): void {
  const box = element.getBoundingClientRect();
  const { left, top } = view.getBoundingClientRect();
  view.scrollLeft += box.left + box.width / 2 - left - view.clientWidth / 2;
  view.scrollTop += box.top + box.height / 2 - top - view.clientHeight / 2;
}

/** Lets a mouse drag the drawing by its ground; fingers scroll it without help. Gives the function that ends it. */
export function drag(view: HTMLElement): () => void {
  const down = (event: PointerEvent) => {
    const isOnLink = event.target instanceof Element && event.target.closest('a') !== null;
    if (event.pointerType !== 'mouse' || event.button !== 0 || isOnLink) return;
    event.preventDefault();
    const start = { x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop };
    const move = ({ clientX, clientY }: PointerEvent) => view.scrollTo(start.x - clientX, start.y - clientY);
    const up = () => {
      view.removeEventListener('pointermove', move);
      view.classList.remove('dragging');
    };
    view.setPointerCapture(event.pointerId);
    view.classList.add('dragging');
    view.addEventListener('pointermove', move);
    view.addEventListener('pointerup', up, { once: true });
    view.addEventListener('pointercancel', up, { once: true });
  };
  view.addEventListener('pointerdown', down);
  return () => view.removeEventListener('pointerdown', down);
}
