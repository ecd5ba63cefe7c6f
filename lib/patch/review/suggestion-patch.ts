import type { DiffLine } from '#lib/patch/diff/hunk';

/** Lines of the new side of a patch that somebody would put other lines in the place of. */
export interface SuggestedChange {
  readonly path: string;
  /** First and last line, 1-based, as the tree has them after the patch. */
  readonly line: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** A file of a patch, as far as suggestions need it. `newPath` is the name that it has after the patch. */
export interface SuggestionFile {
  readonly newPath: string;
  readonly hunks: readonly { readonly header: string; readonly lines: readonly DiffLine[] }[];
}

/** A diff, and the suggestions that it leaves out, each with a sentence that says why. */
export interface SuggestionPatch<Change extends SuggestedChange> {
  /** Empty where nothing is left to suggest. */
  readonly text: string;
  /** Whether `git apply` needs `--unidiff-zero`: the patch came without lines around its changes. */
  readonly isBare: boolean;
  readonly taken: readonly Change[];
  readonly left: readonly { readonly change: Change; readonly why: string }[];
}

/** Lines around a change, as git writes them. */
const context = 3;

interface SideLine {
  readonly line: number;
  readonly text: string;
  /** Whether the file ends with it, without the end of a line. */
  readonly isUnended: boolean;
}

interface Place<Change> {
  readonly change: Change;
  readonly hunk: number;
  /** Indexes into the lines of the hunk's new side: those that differ, the end not included. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Why a suggestion cannot be made on these lines; undefined where it can. */
export function refuseSuggestion(files: readonly SuggestionFile[], change: SuggestedChange): string | undefined {
  const place = findPlace(files, change);
  return typeof place === 'string' ? place : undefined;
}

/**
 * The suggestions as one unified diff against the tree after the patch, made from the lines that the patch's hunks show.
 * Of two that want the same lines the first in the list is taken.
 */
export function printSuggestions<Change extends SuggestedChange>(
  files: readonly SuggestionFile[],
  changes: readonly Change[],
): SuggestionPatch<Change> {
  const left: { change: Change; why: string }[] = [];
  const taken: Change[] = [];
  const places = new Map<SuggestionFile, Place<Change>[]>();
  for (const change of changes) {
    const place = findPlace(files, change);
    if (typeof place === 'string') {
      left.push({ change, why: place });
      continue;
    }
    const own = places.get(place.file) ?? [];
    if (own.some((other) => overlaps(other, place))) {
      left.push({ change, why: 'Another suggestion changes the same lines.' });
      continue;
    }
    taken.push(change);
    places.set(place.file, [...own, place]);
  }
  const printed = files.flatMap((file) => {
    const own = places.get(file);
    return own === undefined ? [] : [printFile(file, own)];
  });
  return {
    text: printed.map(({ text }) => text).join(''),
    isBare: printed.some(({ isBare }) => isBare),
    taken,
    left,
  };
}

function findPlace<Change extends SuggestedChange>(
  files: readonly SuggestionFile[],
  change: Change,
): (Place<Change> & { readonly file: SuggestionFile }) | string {
  const file = files.find(({ newPath }) => newPath === change.path);
  if (file === undefined) return `The patch leaves no file ${change.path}.`;
  for (const [hunk, { lines }] of file.hunks.entries()) {
    const side = newSide(lines);
    const first = side.findIndex(({ line }) => line === change.line);
    if (first === -1) continue;
    const end = first + change.end - change.line + 1;
    const old = side.slice(first, end);
    if (old.length !== change.end - change.line + 1) return 'The lines do not stand in one hunk of the patch.';
    // What a form sends has no carriage returns; a file whose lines end with them keeps them.
    const isDos = old.every(({ text }) => text.endsWith('\r'));
    const lines1 = change.lines.map((text) => (isDos && !text.endsWith('\r') ? `${text}\r` : text));
    const head = common(old.length, lines1.length, (i) => old[i]?.text === lines1[i]);
    if (head === old.length && head === lines1.length)
      return 'The suggestion is the same as the lines that stand there.';
    const tail = common(old.length - head, lines1.length - head, (i) => old.at(-1 - i)?.text === lines1.at(-1 - i));
    return {
      file,
      change,
      hunk,
      from: first + head,
      to: end - tail,
      lines: lines1.slice(head, lines1.length - tail),
    };
  }
  return 'The lines do not stand on the new side of the patch: only what it leaves there can be replaced.';
}

function common(most1: number, most2: number, isSame: (index: number) => boolean): number {
  let count = 0;
  while (count < most1 && count < most2 && isSame(count)) count += 1;
  return count;
}

/** Two that only add at the same place overlap as well: their order would be a guess. */
function overlaps(a: Place<SuggestedChange>, b: Place<SuggestedChange>): boolean {
  if (a.hunk !== b.hunk) return false;
  return (
    (a.from < b.to && b.from < a.to) ||
    a.from === b.from ||
    (a.change.line <= b.change.end && b.change.line <= a.change.end)
  );
}

function printFile(file: SuggestionFile, places: readonly Place<SuggestedChange>[]): { text: string; isBare: boolean } {
  const name = file.newPath;
  // git ends a name that has blanks with a tab, so that no date is looked for behind them.
  const tab = /\s/.test(name) ? '\t' : '';
  const lines = [
    `diff --git ${quote(`a/${name}`)} ${quote(`b/${name}`)}`,
    `--- ${quote(`a/${name}`)}${tab}`,
    `+++ ${quote(`b/${name}`)}${tab}`,
  ];
  let shift = 0;
  let isBare = false;
  for (const [index, hunk] of file.hunks.entries()) {
    const side = newSide(hunk.lines);
    const heading = /^@@ .*? @@( .*)?$/.exec(hunk.header)?.[1] ?? '';
    const own = places.filter((place) => place.hunk === index).toSorted((a, b) => a.from - b.from);
    for (const group of groupNear(own)) {
      const printed = printGroup(side, group, shift, heading);
      lines.push(...printed.lines);
      shift += printed.grown;
      isBare ||= printed.isBare && !hunk.lines.some(({ sign }) => sign === ' ');
    }
  }
  return { text: `${lines.join('\n')}\n`, isBare };
}

/** Changes so near that the lines around them meet stand in one hunk. */
function groupNear<Change>(places: readonly Place<Change>[]): Place<Change>[][] {
  const groups: Place<Change>[][] = [];
  for (const place of places) {
    const last = groups.at(-1);
    const end = last?.at(-1)?.to;
    if (last !== undefined && end !== undefined && place.from - end <= 2 * context) last.push(place);
    else groups.push([place]);
  }
  return groups;
}

function printGroup(
  side: readonly SideLine[],
  group: readonly Place<SuggestedChange>[],
  shift: number,
  heading: string,
): { lines: string[]; grown: number; isBare: boolean } {
  const from = Math.max((group[0]?.from ?? 0) - context, 0);
  const to = Math.min((group.at(-1)?.to ?? 0) + context, side.length);
  const body: string[] = [];
  let at = from;
  const keep = (end: number) => {
    for (const line of side.slice(at, end)) body.push(...signed(' ', line.text, line.isUnended));
    at = end;
  };
  for (const { from: start, to: end, lines } of group) {
    keep(start);
    const old = side.slice(start, end);
    for (const line of old) body.push(...signed('-', line.text, line.isUnended));
    // A file that ended without the end of a line goes on to: a suggestion says nothing of it.
    const isUnended = old.at(-1)?.isUnended ?? false;
    for (const [index, text] of lines.entries())
      body.push(...signed('+', text, isUnended && index === lines.length - 1));
    at = end;
  }
  keep(to);
  const removed = group.reduce((sum, place) => sum + place.to - place.from, 0);
  const added = group.reduce((sum, place) => sum + place.lines.length, 0);
  const oldLines = to - from;
  const newLines = oldLines - removed + added;
  const oldStart = side[from]?.line ?? 1;
  const header = `@@ -${range(oldStart, oldLines)} +${range(oldStart + shift, newLines)} @@${heading}`;
  const isBare = from === group[0]?.from || to === group.at(-1)?.to;
  return { lines: [header, ...body], grown: added - removed, isBare };
}

function signed(sign: string, text: string, isUnended: boolean): string[] {
  return [`${sign}${text}`, ...(isUnended ? ['\\ No newline at end of file'] : [])];
}

/** An empty range is named by the line before it. */
function range(start: number, count: number): string {
  return count === 1 ? `${start}` : `${count === 0 ? start - 1 : start},${count}`;
}

function newSide(lines: readonly DiffLine[]): SideLine[] {
  const side: SideLine[] = [];
  let isNew = false;
  for (const { sign, newLine, text } of lines) {
    const last = side.at(-1);
    if (sign === '\\' && isNew && last !== undefined) side[side.length - 1] = { ...last, isUnended: true };
    if (sign === '\\') continue;
    isNew = newLine !== null;
    if (newLine !== null) side.push({ line: newLine, text, isUnended: false });
  }
  return side;
}

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };

/** A name as git quotes it: only where it has to. */
function quote(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a name in a diff may not have bare
  if (!/["\\\u0000-\u001f\u007f]/.test(name)) return name;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the same
  const inside = name.replace(/["\\\u0000-\u001f\u007f]/g, (sign) => {
    return escapes[sign] ?? `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return `"${inside}"`;
}
