import type { PatchView } from '#lib/db/archive-types';
import { type LineName, pathOf } from '../_components/diff-anchor';
import { DiffFile } from '../_components/diff-file';
import type { DiffNote } from '../_components/diff-note';
import { chooseFiles } from '../_components/diff-page';
import { diffRuns } from '../_components/diff-runs';
import { diffText } from '../_components/diff-text';
import { patchPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { AnnotateKey } from './annotate-key';
import { lineQuery, type PatchQuery } from './patch-query';

interface Props {
  readonly patch: PatchView;
  readonly notes: readonly DiffNote[];
  /** The line whose form is open. */
  readonly chosen: LineName | undefined;
  /** A line that the address asks for and the patch does not have. */
  readonly missing: string | undefined;
  readonly query: PatchQuery;
}

/** The diff of a patch, with what stands at its lines; as text where it could not be read. */
export function PatchDiff({ patch, notes, chosen, missing, query }: Props) {
  const path = patchPath(patch.messageId);
  const at = patch.files.findIndex((file) => pathOf(file) === (query.file ?? chosen?.path));
  const { shown, left } = chooseFiles(patch.files, at, query.file !== undefined);
  return (
    <>
      {patch.problem !== null && (
        <section className="diffs">
          <div className="sh">
            <h2>Diff, as text</h2>
          </div>
          <p className="flags">{patch.problem} It is shown as it was mailed, and its lines cannot be annotated.</p>
          <div className="scroll body plain">{diffText(diffRuns(patch.diffText))}</div>
        </section>
      )}
      {patch.files.length > 0 && (
        <section className="diffs">
          <div className="sh">
            <h2>Diff</h2>
            <span className="note">Choose the number of a line to annotate it.</span>
          </div>
          {missing !== undefined && (
            <p className="flags">
              This patch has no line <code>{missing}</code>. Choose the number of another one.
            </p>
          )}
          {shown.map((file) => (
            <DiffFile
              key={file.index}
              file={file}
              notes={notes.filter((note) => note.path === pathOf(file))}
              action={`${path}${lineQuery(query)}`}
            />
          ))}
          {left > 0 && (
            <p className="flags">
              {counted(left, 'file')} more {left === 1 ? 'is' : 'are'} left out, to keep the page light. Choose one in
              the list of files.
            </p>
          )}
          <AnnotateKey />
        </section>
      )}
    </>
  );
}
