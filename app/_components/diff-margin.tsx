import { Fragment } from 'react';
import type { DiffNote } from './diff-note';

/** Height of a row of the diff in pixels. */
const rowHeight = 20;

interface Props {
  readonly notes: readonly DiffNote[];
  /** 0-based row of the diff that a note stands at. */
  readonly rowOf: (note: DiffNote) => number;
}

/**
 * The margin of a diff: each note at the height of its row, or right below the note before it where that is longer. The
 * rule of floats does it, without scripts and whatever the notes' heights: what comes later never stands above what came
 * before, and thin struts at the left edge, as high as the rows, come before each note.
 */
export function DiffMargin({ notes, rowOf }: Props) {
  let at = 0;
  return (
    <div className="anns">
      {notes
        .map((note) => ({ note, row: rowOf(note) }))
        .toSorted((a, b) => a.row - b.row)
        .map(({ note, row }) => {
          const height = (row - at) * rowHeight;
          at = row;
          return (
            <Fragment key={note.key}>
              {height > 0 && (
                <>
                  <i style={{ height: height - 1 }} />
                  <i style={{ height: 1 }} />
                </>
              )}
              <div>{note.content}</div>
            </Fragment>
          );
        })}
    </div>
  );
}
