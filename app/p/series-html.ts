import type { FileView } from '#lib/db/archive-types';
import { readHighlights } from '#lib/db/highlights';
import { listHousedWith } from '#lib/db/placed-annotations';
import type { SeriesDiff } from '#lib/db/series';
import { pathOf } from '#lib/patch/diff/diff-file';
import { numberLines, printHunkHeader } from '#lib/patch/diff/hunk';
import { findMoves, type Move } from '#lib/patch/view/moved-lines';
import { escapeHtml } from '#lib/text/escape-html';
import { lineAnchor } from '../_components/diff-anchor';
import { columnsOfFile } from '../_components/diff-columns';
import { fileWords } from '../_components/diff-file-words';
import { type Chunk, hunkChunks } from '../_components/diff-hunk-html';
import type { DiffView } from '../_components/diff-view';
import { patchPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { partAnchor } from './part-anchor';
import { readPatchQuery, viewQuery } from './patch-query';

/** Height of a file's head in pixels, with the space above it. */
const headHeight = 50;

/** Rows of a file beyond which it is folded. */
const mostOfFile = 5000;

/** The diffs of a series as HTML, patch by patch; each piece is made when it is asked for. */
export async function* seriesHtml(diffs: readonly SeriesDiff[], view: DiffView): AsyncGenerator<string> {
  const patches = diffs.map((diff, index) => ({
    ...diff,
    anchor: partAnchor(diff.part, index),
    files: diff.files.map(
      (file, at): FileView => ({
        ...file,
        index: at,
        hunks: file.hunks.map((hunk) => ({ ...hunk, header: printHunkHeader(hunk), lines: numberLines(hunk) })),
      }),
    ),
  }));
  const moves = findMoves(
    patches.flatMap(({ files }, patch) => files.map((file) => ({ patch, path: pathOf(file), hunks: file.hunks }))),
  );
  const moveEnd = (move: Move) => {
    const anchor = lineAnchor(move);
    const prefix = patches[move.patch]?.anchor ?? '';
    const lines = move.count === 1 ? '' : `${move.count} lines `;
    const how = move.isIndented ? ', indented otherwise' : '';
    const where = `${move.side === 'new' ? 'moved to' : 'moved from'} ${anchor} in ${prefix}`;
    return { href: `#${encodeURI(`${prefix}/${anchor}`)}`, words: `${lines}${where}${how}` };
  };
  const housed = listHousedWith(diffs[0]?.messageId ?? '');
  let [pending, tooLarge] = [0, 0];
  for (const [patch, { anchor, title, author, messageId, files, description }] of patches.entries()) {
    const [highlights, all] = await Promise.all([
      readHighlights(
        files.map((file) => ({ path: pathOf(file), hunks: file.hunks })),
        0,
      ),
      housed,
    ]);
    const notes = all.filter(({ home }) => home === messageId);
    pending += highlights.pending;
    tooLarge += highlights.tooLarge;
    const path = patchPath(messageId);
    const places = notes.flatMap(({ placement }) =>
      placement.state === 'orphaned' || placement.line === 0 ? [] : [placement],
    );
    yield `<section class=spatch id="${anchor}"><h2><a data-patch href="${escapeHtml(path)}">${escapeHtml(anchor)} ${escapeHtml(title)}</a></h2><p class=note>${escapeHtml(author)} · ${counted(files.length, 'file')}${notes.length > 0 ? ` · ${counted(notes.length, 'annotation')}, in <a href="${escapeHtml(path)}">the patch's own page</a>` : ''}</p><details><summary>Description</summary><div class=patch-text>${escapeHtml(description)}</div></details>`;
    if (files.length === 0) yield '<p class=note>Its diff could not be read; it stands in its own page as text.</p>';
    for (const file of files) {
      const own = pathOf(file);
      const chunks = file.hunks.flatMap((hunk, at) =>
        hunkChunks(
          hunk,
          { old: highlights.files[file.index]?.old?.[at], now: highlights.files[file.index]?.now?.[at] },
          '',
          {
            path: own,
            prefix: `${anchor}/`,
            view,
            action: `${path}${viewQuery({ ...readPatchQuery({}), view })}annotate=`,
            annotated: new Set(places.filter((place) => place.path === own).map(lineAnchor)),
            chosen: undefined,
            breaks: new Set(),
            moves,
            patch,
            moveEnd,
          },
        ),
      );
      yield fileHtml(file, `${anchor}/${own}`, chunks, view);
    }
    yield '</section>';
  }
  if (pending > 0) {
    yield '<p class=note>Colours of the source are being made; the next view of this page has them.</p>';
  }
  if (tooLarge > 0) yield `<p class=note>${counted(tooLarge, 'side')} of files are too large to be coloured.</p>`;
}

function fileHtml(file: FileView, id: string, chunks: readonly Chunk[], view: DiffView): string {
  const path = escapeHtml(pathOf(file));
  const head = `<div class=fh><h3><a href="#${escapeHtml(encodeURI(id))}">${path}</a></h3><span class=note>${escapeHtml(fileWords(file).join(' · '))}</span></div>`;
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0);
  const blocks = chunks
    .map(
      ({ html, rows: own }) => `<div class=chunk style="contain-intrinsic-block-size:auto ${own * 20}px">${html}</div>`,
    )
    .join('');
  const width = view.layout === 'split' ? '' : ` style="min-inline-size:calc(${columnsOfFile(file)}ch + 124px)"`;
  const code = `<div class="dcode ${view.layout === 'split' ? 'wide' : 'scroll'}"><div${width}>${blocks}</div></div>`;
  const body =
    chunks.length === 0
      ? '<p class=note>No lines of text change in this file.</p>'
      : rows > mostOfFile
        ? `<details class=dfold><summary>${counted(file.added + file.removed, 'changed line')}, folded because there are many</summary>${code}</details>`
        : code;
  // A file far from sight is left out whole, with its head and its scroll bar; a folded one is short as it is.
  const far = rows > mostOfFile ? '' : ` style="contain-intrinsic-block-size:auto ${rows * 20 + headHeight}px"`;
  return `<section class="dfile${far === '' ? '' : ' far'}"${far} id="${escapeHtml(id)}">${head}${body}</section>`;
}
