import type { BoundLine } from '#lib/db/bound-lines';
import { patchPath } from './mail-link';

/** Where a line of a patch stands that somebody tied to a rule. */
export function boundHref({ messageId, anchor }: BoundLine): string {
  return `${patchPath(messageId)}${anchor === '' ? '' : `#${encodeURI(anchor)}`}`;
}

/** The lines of patches that write down one rule, with links. */
export function BoundLines({ lines }: { lines: readonly BoundLine[] }) {
  return lines.map((line, index) => (
    <span key={line.slug}>
      {index > 0 && ', '}
      <a href={boundHref(line)} title={line.subject ?? undefined}>
        {line.target}
      </a>
    </span>
  ));
}

/** Id of a decision point in its policy's page. */
export function pointId(point: string): string {
  return `point-${point.replaceAll(' ', '-')}`;
}

/** Where a policy's page says what it answers at a point. */
export function pointHref(policy: string, point: string): string {
  return `/policies/${policy}#${pointId(point)}`;
}
