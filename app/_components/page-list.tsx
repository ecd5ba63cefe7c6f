import type { PageRow } from '#lib/db/record-types';
import { longDate } from './dates';

interface PageListProps {
  readonly title: string;
  readonly note: string;
  readonly pages: readonly PageRow[];
  readonly path: string;
}

/** Pages of prose in their order. */
export function PageList({ title, note, pages, path }: PageListProps) {
  return (
    <>
      <div className="headline">
        <h1>{title}</h1>
        <p className="note">{note}</p>
      </div>
      {pages.length === 0 ? (
        <p className="note topic">No page is here yet.</p>
      ) : (
        <ol className="list topic">
          {pages.map((page) => (
            <li key={page.slug} data-item>
              <a className="statement" href={`${path}/${page.slug}`}>
                {page.title}
              </a>
              <span className="note">
                {[page.status, page.date === null ? null : longDate(page.date)]
                  .filter((part) => part !== null)
                  .join(', ')}
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
