import type { ObjectionView } from '#lib/db/objections';
import { counted } from './numbers';
import { writeHref } from './page-query';

/** How many objections there are, and how many of them are open or stand; nothing where there is none. */
export function ObjectionCount({
  objections,
  narrowed,
}: {
  objections: readonly ObjectionView[];
  /** What the list that it leads to is narrowed by: `change` or `policy`. */
  narrowed: Readonly<Record<string, string>>;
}) {
  if (objections.length === 0) return null;
  const open = objections.filter(({ state }) => state === 'open' || state === 'standing').length;
  return (
    <span className="line">
      <a href={writeHref('/objections', narrowed)}>{counted(objections.length, 'objection')}</a>
      {open > 0 && `, ${open} open or standing`}
    </span>
  );
}
