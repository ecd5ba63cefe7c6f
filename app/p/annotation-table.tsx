import type { PlacedAnnotation } from '#lib/db/placed-annotations';
import type { ListedAnnotation } from '#lib/db/series-annotations';
import { kindLabel } from '../_components/annotation-kind';
import { AnnotationMark } from '../_components/annotation-mark';
import { shortDate } from '../_components/dates';
import { firstWords } from '../_components/first-words';
import { authorName } from '../_components/history';
import { patchPath } from '../_components/mail-link';

interface Props {
  readonly rows: readonly ListedAnnotation[];
  readonly label: (messageId: string) => string | undefined;
}

/** Annotations of a series in a table, each leading to where it is now. */
export function AnnotationTable({ rows, label }: Props) {
  return (
    <div className="scroll">
      <table className="t annotation-list">
        <thead>
          <tr>
            <th>Annotation</th>
            <th>Where it is now</th>
            <th>Made on</th>
            <th>By</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ placed, on, isCurrent }) => {
            const { note, state, madeOn } = placed;
            return (
              <tr key={note.slug} data-item="">
                <td>
                  <b>{kindLabel(note.kind)}</b> {state !== null && <AnnotationMark standing={state} label={label} />}
                  {note.parent !== null && <span className="muted">an answer</span>}
                  <div>
                    <a href={`${patchPath(on.messageId)}#note-${note.slug}`}>{firstWords(note.bodyMarkdown, 100)}</a>
                  </div>
                </td>
                <td>
                  {placeWords(placed)}
                  <div className="muted">
                    {on.title}, {on.label}
                    {!isCurrent && ', not in a newer version'}
                  </div>
                </td>
                <td>
                  {madeOn.label === '' ? (label(note.messageId) ?? '') : madeOn.label}
                  {note.line > 0 && `, ${note.side === 'old' ? 'old ' : ''}line ${note.line}`}
                </td>
                <td>
                  {authorName(note.author)}
                  <div className="muted nw">
                    <time dateTime={note.createdAt}>{shortDate(note.createdAt)}</time>
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function placeWords({ note, placement, correctedBy }: PlacedAnnotation) {
  if (placement.state === 'orphaned') return 'its line is gone';
  const { path, side, line, end } = placement;
  if (path === '') return `the ${note.on === 'series' ? 'series' : 'patch'}`;
  const how = correctedBy !== null ? ', put there by hand' : placement.state === 'exact' ? '' : `, ${placement.state}`;
  return (
    <>
      <code>{line === 0 ? path : `${path}:${side === 'old' ? 'a' : ''}${line}${end > line ? `-${end}` : ''}`}</code>
      {how}
    </>
  );
}
