import type { HunkView } from '#lib/db/archive-types';
import type { TokenLines } from '#lib/highlight/tokens';
import { groupHunk, type HunkGroup, type ViewLine } from '#lib/patch/view/hunk-groups';
import { type Move, type Moves, moveKey } from '#lib/patch/view/moved-lines';
import { escapeHtml } from '#lib/text/escape-html';
import { lineAnchor } from './diff-anchor';
import { lineHtml } from './diff-line-html';
import type { DiffView } from './diff-view';

/** What the rows of a file need beside their lines. */
export interface RowsContext {
  readonly path: string;
  /** Stands before every anchor: '' in a patch's own page, `3/` in that of a series. */
  readonly prefix: string;
  readonly view: DiffView;
  /** Address that a line's number leads to, up to the line's anchor: `?annotate=`. */
  readonly action: string;
  /** Anchors, without prefix, of lines that something is said of. */
  readonly annotated: ReadonlySet<string>;
  /** Anchor of the line whose form is open. */
  readonly chosen: string | undefined;
  /** Anchors after whose row a chunk ends. */
  readonly breaks: ReadonlySet<string>;
  readonly moves: Moves;
  /** Which patch this is, as the moves count. */
  readonly patch: number;
  /** Address and words of the other end of a move. */
  readonly moveEnd: (move: Move) => { readonly href: string; readonly words: string };
}

/** A stretch of rows: a table of its own, so that a browser can leave out what is far from sight. */
export interface Chunk {
  readonly html: string;
  readonly rows: number;
  /** Anchors of its rows that are asked for, with the row, 0-based in the chunk. */
  readonly places: readonly { readonly anchor: string; readonly row: number }[];
}

/** Rows of a chunk: a screen or two. */
const MOST_ROWS = 60;

/** The rows of a hunk. `links` is HTML that stands at the right end of its first row. */
export function hunkChunks(
  hunk: HunkView,
  tokens: { readonly old: TokenLines | undefined; readonly now: TokenLines | undefined },
  links: string,
  context: RowsContext,
): Chunk[] {
  const writer = new ChunkWriter(context);
  const isSplit = context.view.layout === 'split';
  const head = `${escapeHtml(hunk.header)}${links}`;
  writer.add(
    isSplit
      ? `<tr class=hh><td class=x colspan=4>${head}</td></tr>`
      : `<tr class=hh><td class=g></td><td class=g></td><td class=x>${head}</td></tr>`,
    [],
  );
  for (const group of groupHunk(hunk.lines, context.view.space)) {
    const rows = isSplit ? splitRows(group) : unifiedRows(group);
    for (const [index, row] of rows.entries()) {
      const isFirst = group.kind === 'change' && index === 0;
      if (isSplit) writer.addPair(row, isFirst, tokens);
      else writer.addLine(row[0] ?? row[1], isFirst, tokens);
    }
  }
  return writer.close();
}

type Pair = readonly [old: ViewLine | undefined, now: ViewLine | undefined];

function unifiedRows(group: HunkGroup): Pair[] {
  if (group.kind === 'same') return group.lines.map((line) => [undefined, line]);
  return [
    ...group.removed.map((line): Pair => [line, undefined]),
    ...group.added.map((line): Pair => [undefined, line]),
  ];
}

function splitRows(group: HunkGroup): Pair[] {
  if (group.kind === 'same') return group.lines.map((line) => [line, line]);
  const rows: Pair[] = [];
  let [a, b] = [0, 0];
  const fill = (oldEnd: number, newEnd: number) => {
    for (; a < oldEnd || b < newEnd; a++, b++) {
      rows.push([a < oldEnd ? group.removed[a] : undefined, b < newEnd ? group.added[b] : undefined]);
    }
    [a, b] = [oldEnd, newEnd];
  };
  for (const [old, now] of group.pairs) {
    fill(old, now);
    rows.push([group.removed[old], group.added[now]]);
    [a, b] = [old + 1, now + 1];
  }
  fill(group.removed.length, group.added.length);
  return rows;
}

type Tokens = { readonly old: TokenLines | undefined; readonly now: TokenLines | undefined };

const looks = { '+': 'add', '-': 'del', ' ': '' } as const;

class ChunkWriter {
  readonly #context: RowsContext;
  readonly #chunks: Chunk[] = [];
  #rows: string[] = [];
  #places: { anchor: string; row: number }[] = [];

  constructor(context: RowsContext) {
    this.#context = context;
  }

  add(html: string, anchors: readonly string[]): void {
    const { breaks } = this.#context;
    const row = this.#rows.length;
    for (const anchor of anchors) if (breaks.has(anchor)) this.#places.push({ anchor, row });
    this.#rows.push(html);
    const isBreak = this.#context.view.layout === 'split' && anchors.some((anchor) => breaks.has(anchor));
    if (isBreak || this.#rows.length >= MOST_ROWS) this.#cut();
  }

  addLine(line: ViewLine | undefined, isFirst: boolean, tokens: Tokens): void {
    if (line === undefined) return;
    const anchors = this.#anchorsOf(line);
    const look = [looks[line.sign], line.isSpace ? 'ws' : '', ...this.#marksOf(anchors), this.#moveClass(line)];
    this.add(
      `<tr${classOf(look)}${isFirst ? ' data-change' : ''}>${this.#number('old', line.oldLine)}${this.#number('new', line.newLine)}<td class=x>${line.sign}${this.#text(line, tokens)}</td></tr>`,
      anchors,
    );
    if (line.remark !== undefined) {
      this.add(`<tr class=eof><td class=g></td><td class=g></td><td class=x>${escapeHtml(line.remark)}</td></tr>`, []);
    }
  }

  addPair([old, now]: Pair, isFirst: boolean, tokens: Tokens): void {
    const oldNames = this.#anchorsOf(old, 'old');
    const newNames = this.#anchorsOf(now, 'new');
    const cell = (line: ViewLine | undefined, side: 'old' | 'new', names: readonly string[]) => {
      if (line === undefined) return '<td class="g none"></td><td class="x none"></td>';
      const number = side === 'old' ? line.oldLine : line.newLine;
      if (number === null) return '<td class="g none"></td><td class="x none"></td>';
      const look = [looks[line.sign], line.isSpace ? 'ws' : '', ...this.#marksOf(names), this.#moveClass(line)];
      const text = `${line.sign}${this.#text(line, tokens)}`;
      const remark = line.remark === undefined ? '' : `<span class=eof>${escapeHtml(line.remark)}</span>`;
      return `${this.#number(side, number, look)}<td${classOf(['x', ...look])}>${text}${remark}</td>`;
    };
    this.add(`<tr${isFirst ? ' data-change' : ''}>${cell(old, 'old', oldNames)}${cell(now, 'new', newNames)}</tr>`, [
      ...oldNames,
      ...newNames,
    ]);
  }

  close(): Chunk[] {
    this.#cut();
    return this.#chunks;
  }

  #cut(): void {
    if (this.#rows.length === 0) return;
    const isSplit = this.#context.view.layout === 'split';
    const columns = isSplit ? '<col class=g><col><col class=g><col>' : '<col class=g><col class=g><col>';
    const label = `${this.#context.path}: ${isSplit ? 'old line, new line' : 'old number, new number, line'}`;
    const html = `<table class="diff${isSplit ? ' split' : ''}" aria-label="${escapeHtml(label)}"><colgroup>${columns}</colgroup><tbody>${this.#rows.join('')}</tbody></table>`;
    this.#chunks.push({ html, rows: this.#rows.length, places: this.#places });
    [this.#rows, this.#places] = [[], []];
  }

  #anchorsOf(line: ViewLine | undefined, side?: 'old' | 'new'): string[] {
    const { path } = this.#context;
    const anchors: string[] = [];
    if (line === undefined) return anchors;
    if (line.oldLine !== null && side !== 'new') anchors.push(lineAnchor({ path, side: 'old', line: line.oldLine }));
    if (line.newLine !== null && side !== 'old') anchors.push(lineAnchor({ path, side: 'new', line: line.newLine }));
    return anchors;
  }

  #marksOf(anchors: readonly string[]): string[] {
    const { annotated, chosen } = this.#context;
    if (annotated.size === 0 && chosen === undefined) return [];
    return [
      ...(anchors.some((anchor) => annotated.has(anchor)) ? ['has'] : []),
      ...(chosen !== undefined && anchors.includes(chosen) ? ['cur'] : []),
    ];
  }

  #number(side: 'old' | 'new', line: number | null, look: readonly string[] = []): string {
    if (line === null) return '<td class=g></td>';
    const { path, prefix, action } = this.#context;
    const anchor = lineAnchor({ path, side, line });
    const id = escapeHtml(`${prefix}${anchor}`);
    const hash = `#${encodeURI(`${anchor}`)}`;
    return `<td${classOf(['g', ...look])}><a id="${id}" href="${escapeHtml(`${action}${encodeURIComponent(anchor)}${hash}`)}">${line}</a></td>`;
  }

  #text(line: ViewLine, { old, now }: Tokens): string {
    const tokens = (line.newLine === null ? old : now)?.[line.index0] ?? [];
    const text = lineHtml(line.text, {
      tokens,
      changed: line.changed,
      isSpaceShown: this.#context.view.space.isShown,
    });
    const move = this.#moveOf(line);
    const note = line.isSpace ? '<i class=wsn>white space</i>' : '';
    if (move === undefined || !move.isFirst) return `${text}${note}`;
    const { href, words } = this.#context.moveEnd(move);
    return `${text}${note}<a class=mv href="${escapeHtml(href)}">${escapeHtml(words)}</a>`;
  }

  #moveOf(line: ViewLine): Move | undefined {
    const { moves, patch, path } = this.#context;
    if (moves.size === 0 || line.sign === ' ') return undefined;
    const [side, number] = line.sign === '-' ? (['old', line.oldLine] as const) : (['new', line.newLine] as const);
    return number === null ? undefined : moves.get(moveKey(patch, path, side, number));
  }

  #moveClass(line: ViewLine): string {
    return this.#moveOf(line) === undefined ? '' : 'mvd';
  }
}

function classOf(words: readonly string[]): string {
  const full = words.filter((word) => word !== '');
  if (full.length === 0) return '';
  return full.length === 1 ? ` class=${full[0]}` : ` class="${full.join(' ')}"`;
}
