import type { FileView, PatchView } from '#lib/db/archive-types';
import { readHighlights } from '#lib/db/highlights';
import { pathOf } from '#lib/patch/diff/diff-file';
import { findMoves, type Move } from '#lib/patch/view/moved-lines';
import { printHtml } from '../_archive/html';
import { diffText } from '../_archive/text';
import { type LineName, lineAnchor } from '../_components/diff-anchor';
import { DiffFile } from '../_components/diff-file';
import type { DiffNote } from '../_components/diff-note';
import { diffRuns } from '../_components/diff-runs';
import { plainView, printView } from '../_components/diff-view';
import { patchPath } from '../_components/mail-link';
import { AnnotateKey } from './annotate-key';
import { ColourNote } from './colour-note';
import { DiffOptions } from './diff-options';
import { partAnchor } from './part-anchor';
import { lineQuery, type PatchQuery, viewQuery } from './patch-query';
import { readDiffContext } from './read-diff-context';

interface Props {
  readonly patch: PatchView;
  readonly notes: readonly DiffNote[];
  /** The line whose form is open. */
  readonly chosen: LineName | undefined;
  /** A line that the address asks for and the patch does not have. */
  readonly missing: string | undefined;
  readonly query: PatchQuery;
}

/** Milliseconds that a page waits for colours that were never made before. */
const colourWaitMs = 250;
/** Rows of a file, and of a page, beyond which a file is folded. */
const [mostOfFile, mostOfPage] = [2000, 6000];

/** The diff of a patch, with what stands at its lines; as text where it could not be read. */
export async function PatchDiff({ patch, notes, chosen, missing, query }: Props) {
  if (patch.problem !== null) {
    return (
      <section className="diffs" id="diff">
        <div className="sh">
          <h2>Diff, as text</h2>
        </div>
        <p className="flags">{patch.problem} It is shown as it was mailed, and its lines cannot be annotated.</p>
        <div
          className="scroll body plain"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: text is escaped where it becomes markup
          dangerouslySetInnerHTML={{ __html: printHtml(diffText(diffRuns(patch.diffText))) }}
        />
      </section>
    );
  }
  if (patch.files.length === 0) return null;

  const path = patchPath(patch.messageId);
  const { files, expandable, problems } = await readDiffContext(patch.files, query.context);
  const sources = files.map((file) => ({ patch: 0, path: pathOf(file), hunks: file.hunks }));
  const highlights = await readHighlights(sources, colourWaitMs);
  const context = {
    prefix: '',
    view: query.view,
    action: `${path}${lineQuery(query)}`,
    moves: findMoves(sources),
    patch: 0,
    moveEnd,
  };
  const isAsked = (file: FileView) =>
    pathOf(file) === (query.file ?? chosen?.path) ||
    notes.some((note) => note.path === pathOf(file)) ||
    query.context.some((lines) => lines.startsWith(`${pathOf(file)}:`));
  const alone = files.filter((file) => pathOf(file) === query.file);
  const shown = alone.length > 0 ? alone : files;
  const words = printView(query.view).join('&');
  const seriesAddress = `${path}series${words === '' ? '' : `?${words}`}#${partOf(patch)}`;
  let rows = 0;
  return (
    <section className="diffs" id="diff">
      <div className="sh">
        <h2>Diff</h2>
        <span className="note">Choose the number of a line to annotate it.</span>
      </div>
      <DiffOptions
        view={query.view}
        base={`${path}${viewQuery({ ...query, view: plainView })}`}
        series={patch.series.parts.filter(({ isCover }) => !isCover).length > 1 ? seriesAddress : undefined}
      />
      {missing !== undefined && (
        <p className="flags">
          This patch has no line <code>{missing}</code>. Choose the number of another one.
        </p>
      )}
      {problems.map((problem) => (
        <p key={problem} className="flags">
          {problem}
        </p>
      ))}
      <ColourNote highlights={highlights} />
      {shown.length < files.length && (
        <p className="note">
          One file of {files.length}. <a href={`${path}#diff`}>Show all of them</a>
        </p>
      )}
      {shown.map((file) => {
        const own = file.hunks.reduce((sum, hunk) => sum + hunk.lines.length + 1, 0);
        rows += own;
        return (
          <DiffFile
            key={file.index}
            file={file}
            notes={notes.filter((note) => note.path === pathOf(file))}
            tokens={highlights.files[files.indexOf(file)] ?? { old: undefined, now: undefined }}
            context={context}
            expand={expandable.has(pathOf(file)) ? `${path}${viewQuery(query)}context=` : undefined}
            isFolded={(own > mostOfFile || rows > mostOfPage) && !isAsked(file)}
          />
        );
      })}
      <AnnotateKey />
    </section>
  );
}

/** The name of the patch within its series' page. */
function partOf({ series, messageId }: PatchView): string {
  const patches = series.parts.filter(({ isCover }) => !isCover);
  const at = patches.findIndex((part) => part.messageId === messageId);
  return partAnchor(patches[at]?.part ?? null, at);
}

function moveEnd({ path, side, line, count, isIndented }: Move): { href: string; words: string } {
  const anchor = lineAnchor({ path, side, line });
  const lines = count === 1 ? '' : `${count} lines `;
  const how = isIndented ? ', indented otherwise' : '';
  return {
    href: `#${encodeURI(anchor)}`,
    words: `${lines}${side === 'new' ? 'moved to' : 'moved from'} ${anchor}${how}`,
  };
}
