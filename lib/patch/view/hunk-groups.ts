import type { DiffLine } from '#lib/patch/diff/hunk';
import { changedWords, type Stretch } from '#lib/patch/view/changed-words';
import { commonLines } from '#lib/patch/view/common-lines';
import { pairLines } from '#lib/patch/view/pair-lines';
import { type SpaceOptions, spaceKey } from '#lib/patch/view/space';

/** A line as it is shown. */
export interface ViewLine {
  readonly sign: ' ' | '+' | '-';
  /** 1-based numbers; null on the side that does not have it. */
  readonly oldLine: number | null;
  readonly newLine: number | null;
  readonly text: string;
  /** Its place among its hunk's lines of the new side, 0-based; of a removed line, of the old side. */
  readonly index0: number;
  /** What its counterpart lacks. */
  readonly changed: readonly Stretch[];
  /** It differs from its counterpart by ignored white space alone, or holds nothing else: shown as a line that stays. */
  readonly isSpace: boolean;
  /** Git's remark on it ("\ No newline at end of file"); undefined for none. */
  readonly remark: string | undefined;
}

/** Lines that stay, or a change: what goes, what comes, and which of them stand for each other. */
export type HunkGroup =
  | { readonly kind: 'same'; readonly lines: readonly ViewLine[] }
  | {
      readonly kind: 'change';
      readonly removed: readonly ViewLine[];
      readonly added: readonly ViewLine[];
      /** Indices into `removed` and `added`, in order on both sides. */
      readonly pairs: readonly (readonly [number, number])[];
    };

interface Draft extends Omit<ViewLine, 'changed' | 'isSpace'> {
  remark: string | undefined;
}

/** Cuts a hunk into groups, in order. */
export function groupHunk(lines: readonly DiffLine[], space: SpaceOptions): HunkGroup[] {
  const groups: HunkGroup[] = [];
  let same: ViewLine[] = [];
  let [removed, added]: [Draft[], Draft[]] = [[], []];
  let [old0, new0] = [0, 0];
  const closeSame = () => {
    if (same.length > 0) groups.push({ kind: 'same', lines: same });
    same = [];
  };
  const closeChange = () => {
    for (const group of splitBySpace(removed, added, space)) {
      if (group.kind === 'same') same.push(...group.lines);
      else {
        closeSame();
        groups.push(group);
      }
    }
    [removed, added] = [[], []];
  };
  let last: Draft | undefined;
  for (const { sign, oldLine, newLine, text } of lines) {
    if (sign === '\\') {
      if (last !== undefined) last.remark = `\\${text}`;
      continue;
    }
    if (sign === ' ' || (sign === '-' && added.length > 0)) closeChange();
    const draft: Draft = { sign, oldLine, newLine, text, index0: sign === '-' ? old0 : new0, remark: undefined };
    last = draft;
    if (sign !== '+') old0++;
    if (sign !== '-') new0++;
    if (sign === '-') removed.push(draft);
    else if (sign === '+') added.push(draft);
    else {
      // The remark of a line that stays comes after it: the line itself is kept, not a copy.
      const line: Draft & Pick<ViewLine, 'changed' | 'isSpace'> = { ...draft, changed: [], isSpace: false };
      last = line;
      same.push(line);
    }
  }
  closeChange();
  closeSame();
  return groups;
}

/** Parts a change at the lines that differ by ignored white space alone. */
function splitBySpace(removed: readonly Draft[], added: readonly Draft[], space: SpaceOptions): HunkGroup[] {
  if (removed.length === 0 && added.length === 0) return [];
  if (space.ignore === 'nothing' && !space.isBlankIgnored) return [change(removed, added)];
  const isBlank = (line: Draft) => space.isBlankIgnored && line.text.trim() === '';
  const keys = (lines: readonly Draft[]) => lines.map((line) => spaceKey(line.text, space.ignore));
  const equal = space.ignore === 'nothing' ? [] : commonLines(keys(removed), keys(added));
  const groups: HunkGroup[] = [];
  let [gone, come]: [Draft[], Draft[]] = [[], []];
  const flush = () => {
    if (gone.length > 0 || come.length > 0) groups.push(change(gone, come));
    [gone, come] = [[], []];
  };
  const stay = (line: ViewLine) => {
    flush();
    groups.push({ kind: 'same', lines: [line] });
  };
  const takeUntil = (a: number, b: number) => {
    for (; i < a; i++) take(removed[i], gone);
    for (; j < b; j++) take(added[j], come);
  };
  let [i, j] = [0, 0];
  for (const [a, b] of equal) {
    takeUntil(a, b);
    const [old, now] = [removed[a], added[b]];
    if (old !== undefined && now !== undefined) {
      stay({ ...now, sign: ' ', oldLine: old.oldLine, changed: [], isSpace: true });
    }
    [i, j] = [a + 1, b + 1];
  }
  takeUntil(removed.length, added.length);
  flush();
  return groups;

  function take(line: Draft | undefined, into: Draft[]): void {
    if (line === undefined) return;
    if (isBlank(line)) stay({ ...line, sign: ' ', changed: [], isSpace: true });
    else into.push(line);
  }
}

function change(removed: readonly Draft[], added: readonly Draft[]): HunkGroup {
  const texts = (lines: readonly Draft[]) => lines.map(({ text }) => text);
  const pairs = pairLines(texts(removed), texts(added));
  const [old, now] = [removed, added].map((lines) =>
    lines.map((line): ViewLine => ({ ...line, changed: [], isSpace: false })),
  );
  for (const [a, b] of pairs) {
    const [gone, come] = [old?.[a], now?.[b]];
    if (gone === undefined || come === undefined || old === undefined || now === undefined) continue;
    const words = changedWords(gone.text, come.text);
    if (words === undefined) continue;
    old[a] = { ...gone, changed: words.old };
    now[b] = { ...come, changed: words.now };
  }
  return { kind: 'change', removed: old ?? [], added: now ?? [], pairs };
}
