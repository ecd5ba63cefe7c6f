import type { ReactNode } from 'react';
import type { FileView, HunkView } from '#lib/db/archive-types';
import type { FileTokens } from '#lib/db/highlights';
import { pathOf } from '#lib/patch/diff/diff-file';
import { escapeHtml } from '#lib/text/escape-html';
import { columnsOfFile } from './diff-columns';
import { fileWords } from './diff-file-words';
import { type Chunk, hunkChunks, type RowsContext } from './diff-hunk-html';
import { DiffMargin } from './diff-margin';
import { anchorsOf, type DiffNote } from './diff-note';
import { counted } from './numbers';

interface Props {
  readonly file: FileView;
  readonly notes: readonly DiffNote[];
  readonly tokens: FileTokens;
  readonly context: Omit<RowsContext, 'path' | 'annotated' | 'chosen' | 'breaks'>;
  /** Address that shows more lines, up to `FILE:FROM-TO`; undefined where the old file is not known. */
  readonly expand: string | undefined;
  /** Whether it is folded at first; everything is in the page all the same. */
  readonly isFolded: boolean;
}

/** Height of a row of the diff in pixels: notes in the margin begin at the height of their lines. */
const rowHeight = 20;

/** A file of a patch: its head, its diff, and what stands at its lines: in the margin, or side by side below them. */
export function DiffFile({ file, notes, tokens, context, expand, isFolded }: Props) {
  const path = pathOf(file);
  const annotations = notes.filter((note) => !note.isForm).length;
  const chunks = fileChunks(file, notes, tokens, context, expand);
  const words = [...fileWords(file), ...(annotations > 0 ? [counted(annotations, 'annotation')] : [])];
  const body = context.view.layout === 'split' ? inline(chunks, notes) : besides(chunks, notes, columnsOfFile(file));
  return (
    <section id={`${context.prefix}${path}`} className="dfile">
      <div className="fh">
        <h3>
          <a href={`#${encodeURI(`${context.prefix}${path}`)}`}>{path}</a>
        </h3>
        <span className="note">
          {words.join(' · ')} ·{' '}
          <a href={`${context.action}${encodeURIComponent(`file:${path}`)}#annotate`}>annotate the file</a>
          {expand !== undefined && (
            <>
              {' · '}
              <a href={`${expand}${encodeURIComponent(`${path}:all`)}#${encodeURI(path)}`}>whole file</a>
            </>
          )}
        </span>
      </div>
      {chunks.length === 0 ? (
        <div className="dwrap">
          <p className="note">No lines of text change in this file.</p>
          {notes.length > 0 && <DiffMargin notes={notes} rowOf={() => 0} />}
        </div>
      ) : isFolded ? (
        <details className="dfold">
          <summary>{counted(file.added + file.removed, 'changed line')}, folded because there are many</summary>
          {body}
        </details>
      ) : (
        body
      )}
    </section>
  );
}

function fileChunks(
  file: FileView,
  notes: readonly DiffNote[],
  tokens: FileTokens,
  context: Props['context'],
  expand: string | undefined,
): Chunk[] {
  const path = pathOf(file);
  const own: RowsContext = {
    ...context,
    path,
    annotated: new Set(notes.filter(({ isForm, end }) => !isForm || end !== undefined).flatMap(anchorsOf)),
    chosen: notes.find((note) => note.isForm)?.anchor,
    breaks: new Set(notes.map((note) => note.anchor)),
  };
  return file.hunks.flatMap((hunk, index) => {
    const links = expand === undefined ? '' : expandLinks(path, hunk, file.hunks[index - 1], expand);
    return hunkChunks(hunk, { old: tokens.old?.[index], now: tokens.now?.[index] }, links, own);
  });
}

/** Lines that one click shows more. */
const step = 20;

function expandLinks(path: string, hunk: HunkView, before: HunkView | undefined, expand: string): string {
  const above = Math.max((before === undefined ? 0 : before.oldStart + before.oldLines - 1) + 1, hunk.oldStart - step);
  const end = hunk.oldStart + hunk.oldLines;
  const link = (lines: string, words: string) =>
    `<a href="${escapeHtml(`${expand}${encodeURIComponent(`${path}:${lines}`)}#${encodeURI(path)}`)}">${words}</a>`;
  const links = [
    ...(above < hunk.oldStart ? [link(`${above}-${hunk.oldStart - 1}`, `${hunk.oldStart - above} above`)] : []),
    link(`${end}-${end + step - 1}`, `${step} below`),
    link(`f${hunk.oldStart}`, 'function'),
  ];
  return `<span class=more>Show ${links.join(' ')}</span>`;
}

function chunkNode(chunk: Chunk, key: number) {
  return (
    <div
      key={key}
      className="chunk"
      style={{ containIntrinsicBlockSize: `auto ${chunk.rows * rowHeight}px` }}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: rows by the thousand are written as text; all of it is escaped
      dangerouslySetInnerHTML={{ __html: chunk.html }}
    />
  );
}

/** Code, and in the margin what stands at its lines. A note that is long moves the next one down, not the code. */
function besides(chunks: readonly Chunk[], notes: readonly DiffNote[], columns: number) {
  const places = new Map<string, number>();
  let rows = 0;
  for (const chunk of chunks) {
    for (const { anchor, row } of chunk.places) places.set(anchor, rows + row);
    rows += chunk.rows;
  }
  const rowOf = (note: DiffNote) => places.get(note.anchor) ?? 0;
  return (
    <div className="dwrap">
      <div className="scroll dcode">
        <div style={{ minInlineSize: `calc(${columns}ch + 124px)` }}>{chunks.map(chunkNode)}</div>
      </div>
      {notes.length > 0 && <DiffMargin notes={notes} rowOf={rowOf} />}
    </div>
  );
}

/** Code in two columns over the whole width, and what stands at a line below it. */
function inline(chunks: readonly Chunk[], notes: readonly DiffNote[]) {
  const known = new Set(chunks.flatMap(({ places }) => places.map(({ anchor }) => anchor)));
  const rows: ReactNode[] = [];
  const add = (key: string, some: readonly DiffNote[]) => {
    if (some.length === 0) return;
    rows.push(
      <div key={key} className="anns inl">
        {some.map((note) => (
          <div key={note.key}>{note.content}</div>
        ))}
      </div>,
    );
  };
  add(
    'file',
    notes.filter((note) => !known.has(note.anchor)),
  );
  for (const [index, chunk] of chunks.entries()) {
    rows.push(chunkNode(chunk, index));
    const here = new Set(chunk.places.map(({ anchor }) => anchor));
    add(
      `notes ${index}`,
      notes.filter((note) => here.has(note.anchor)),
    );
  }
  return <div className="dcode wide">{rows}</div>;
}
