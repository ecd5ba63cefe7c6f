import type { RevisionView } from '#lib/db/record-types';
import { shortDate } from './dates';

/** The name of `Name <address>`; a load from files has no author. */
export function authorName(author: string): string {
  return author === 'content' ? 'loaded from content/' : author.replace(/\s*<[^>]*>\s*$/, '');
}

/** Revisions of a record, newest first. `href` gives the address of one where older ones can be read. */
export function History({
  revisions,
  href,
}: {
  revisions: readonly RevisionView[];
  href: (version: number) => string;
}) {
  return (
    <table className="t history">
      <thead>
        <tr>
          <th>Revision</th>
          <th>saved</th>
          <th>by</th>
          <th>why</th>
        </tr>
      </thead>
      <tbody>
        {revisions.map((revision) => (
          <tr key={revision.version}>
            <td>
              <a href={href(revision.version)}>r{revision.version}</a>
            </td>
            <td className="nw">
              <time dateTime={revision.at}>{shortDate(revision.at)}</time>
            </td>
            <td>{authorName(revision.author)}</td>
            <td className="muted">{revision.note ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
