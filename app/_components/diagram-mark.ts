const svgNamespace = 'http://www.w3.org/2000/svg';

/** Shows which drawn step is the current one: a band behind a message, a tint on the state that a transition leads to. */
export function markStep(svg: SVGSVGElement, index: number): void {
  for (const old of svg.querySelectorAll('rect.cur')) old.remove();
  for (const old of svg.querySelectorAll('.cur')) old.classList.remove('cur');
  if (index < 0) return;
  const text = svg.querySelectorAll<SVGTextElement>('text.messageText')[index];
  if (text !== undefined) {
    markMessage(svg, text, index);
    return;
  }
  const edge = svg.querySelectorAll<SVGPathElement>('path.transition')[index + 1];
  // The transition from the start is drawn first; the id of an edge does not name its end, its place in the list does.
  const end = edge?.dataset.id;
  if (end !== undefined) svg.querySelector(`[data-id="${CSS.escape(end)}"]`)?.classList.add('cur');
}

function markMessage(svg: SVGSVGElement, text: SVGTextElement, index: number): void {
  const line = svg.querySelectorAll<SVGGraphicsElement>('.messageLine0, .messageLine1')[index];
  const box = text.getBBox();
  const bottom = line === undefined ? box.y + box.height : line.getBBox().y + line.getBBox().height;
  const frame = svg.viewBox.baseVal;
  const band = document.createElementNS(svgNamespace, 'rect');
  band.setAttribute('class', 'cur');
  band.setAttribute('x', String(frame.x + 2));
  band.setAttribute('width', String(frame.width - 4));
  band.setAttribute('y', String(box.y - 5));
  band.setAttribute('height', String(Math.max(bottom + 9, box.y + box.height) - box.y + 2));
  band.setAttribute('rx', '2');
  // Behind everything: the first child that is drawn.
  const first = [...svg.children].find((child) => child.tagName === 'g' || child.tagName === 'rect');
  svg.insertBefore(band, first ?? null);
}
