const svgNamespace = 'http://www.w3.org/2000/svg';

/** Shows what belongs to the current step: a band behind a message (`m3` is the fourth), a tint on a node by its id. */
export function markStep(svg: SVGSVGElement, mark: string): void {
  for (const old of svg.querySelectorAll('rect.cur-band')) old.remove();
  for (const old of svg.querySelectorAll('.cur')) old.classList.remove('cur');
  const message = /^m(\d+)$/.exec(mark)?.[1];
  if (message !== undefined) {
    const index = Number(message);
    const text = svg.querySelectorAll<SVGTextElement>('text.messageText')[index];
    if (text !== undefined) markMessage(svg, text, index);
  } else if (mark !== '') {
    // Mermaid writes an id of ours into its own: `state-s3-7`.
    const node = [...svg.querySelectorAll('g.node')].find((one) => one.id.split('-').includes(mark));
    node?.classList.add('cur');
  }
}

function markMessage(svg: SVGSVGElement, text: SVGTextElement, index: number): void {
  const line = svg.querySelectorAll<SVGGraphicsElement>('.messageLine0, .messageLine1')[index];
  const box = text.getBBox();
  const bottom = line === undefined ? box.y + box.height : line.getBBox().y + line.getBBox().height;
  const frame = svg.viewBox.baseVal;
  const band = document.createElementNS(svgNamespace, 'rect');
  band.setAttribute('class', 'cur-band');
  band.setAttribute('x', String(frame.x + 2));
  band.setAttribute('width', String(frame.width - 4));
  band.setAttribute('y', String(box.y - 5));
  band.setAttribute('height', String(Math.max(bottom + 9, box.y + box.height) - box.y + 2));
  band.setAttribute('rx', '2');
  // Behind everything: the first child that is drawn.
  const first = [...svg.children].find((child) => child.tagName === 'g' || child.tagName === 'rect');
  svg.insertBefore(band, first ?? null);
}
