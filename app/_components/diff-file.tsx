import type { FileView } from '#lib/db/archive-types';
import { pathOf } from './diff-anchor';
import { DiffMargin } from './diff-margin';
import { anchorsOf, type DiffNote } from './diff-note';
import { diffRows } from './diff-rows';
import { DiffTable, namesOf } from './diff-table';
import { counted } from './numbers';

interface Props {
  readonly file: FileView;
  readonly notes: readonly DiffNote[];
  readonly action: string;
}

/** A file of a patch: its head, its diff, and the margin in which annotations stand at the height of their lines. */
export function DiffFile({ file, notes, action }: Props) {
  const path = pathOf(file);
  const rows = diffRows(file);
  const places = new Map<string, number>();
  for (const [index, row] of rows.entries()) for (const name of namesOf(path, row)) places.set(name, index);
  const rowOf = (note: DiffNote) => places.get(note.anchor) ?? 0;
  const annotations = notes.filter((note) => !note.isForm).length;
  return (
    <section id={path}>
      <div className="fh">
        <h3>{path}</h3>
        <span className="note">
          {statusWords(file)}
          {file.status !== 'binary' && `${counted(file.added, 'line')} added, ${file.removed} removed`}
          {annotations > 0 && ` · ${counted(annotations, 'annotation')}`}
        </span>
      </div>
      <div className="dwrap">
        {rows.length === 0 ? (
          <p className="note">No lines of text change in this file.</p>
        ) : (
          <DiffTable
            path={path}
            rows={rows}
            annotated={new Set(notes.filter((note) => !note.isForm).flatMap(anchorsOf))}
            chosen={notes.find((note) => note.isForm)?.anchor}
            action={action}
          />
        )}
        {notes.length > 0 && <DiffMargin notes={notes} rowOf={rowOf} />}
      </div>
    </section>
  );
}

function statusWords(file: FileView): string {
  switch (file.status) {
    case 'added':
      return 'New file · ';
    case 'deleted':
      return 'File deleted · ';
    case 'renamed':
      return `Renamed from ${file.oldPath} · `;
    case 'copied':
      return `Copied from ${file.oldPath} · `;
    case 'mode':
      return 'Mode changed · ';
    case 'binary':
      return 'Binary file';
    case 'changed':
      return '';
    default:
      return file.status satisfies never;
  }
}
