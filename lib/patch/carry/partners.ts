import { isTelling } from '#lib/patch/carry/align';
import type { PatchDiff, PatchDiffs } from '#lib/patch/carry/carry';
import { pathOf } from '#lib/patch/diff/diff-file';
import { pairPatches } from '#lib/patch/range/pair-patches';

/** A patch of the same title is the same patch though nothing of its diff stayed; else so much of both has to. */
const SAME_TITLE = 0.6;
const LEAST = 0.15;

/**
 * Which patch of another version each patch became; -1 for none. The same mail is the same patch; else as a range-diff pairs
 * them, so that a page says the same of both. What it takes for another patch, because too much of it is new, is paired by
 * what is left: first the pairs that share most, twice the changed lines that both have over the number of all, where the
 * same title counts too. Each patch has one partner.
 */
export function findPartners(from: PatchDiffs, to: PatchDiffs): readonly number[] {
  const partners = from.map(({ messageId }) => to.findIndex((other) => other.messageId === messageId));
  if (!partners.includes(-1)) return partners;
  for (const { a, b } of pairPatches(from, to)) {
    if (a !== null && b !== null && partners[a] === -1 && !partners.includes(b)) partners[a] = b;
  }
  return partners.includes(-1) ? pairRest(from, to, partners) : partners;
}

function pairRest(from: PatchDiffs, to: PatchDiffs, known: readonly number[]): readonly number[] {
  const theirs = to.map(listChanges);
  const holders = new Map<string, [patch: number, count: number][]>();
  for (const [patch, changes] of theirs.entries()) {
    for (const [line, count] of changes.counts) {
      const list = holders.get(line);
      if (list === undefined) holders.set(line, [[patch, count]]);
      else list.push([patch, count]);
    }
  }
  const pairs: { readonly a: number; readonly b: number; readonly likeness: number; readonly distance: number }[] = [];
  for (const [a, patch] of from.entries()) {
    if (known[a] !== -1) continue;
    const changes = listChanges(patch);
    const common = new Array<number>(to.length).fill(0);
    for (const [line, count] of changes.counts) {
      for (const [b, other] of holders.get(line) ?? []) common[b] = (common[b] ?? 0) + Math.min(count, other);
    }
    for (const [b, other] of to.entries()) {
      const size = changes.size + (theirs[b]?.size ?? 0);
      const shared = size === 0 ? 0 : (2 * (common[b] ?? 0)) / size;
      const likeness = shared + (foldTitle(patch) === foldTitle(other) ? SAME_TITLE : 0);
      const distance = Math.abs((patch.part ?? a) - (other.part ?? b));
      if (likeness >= LEAST) pairs.push({ a, b, likeness, distance });
    }
  }
  pairs.sort((x, y) => y.likeness - x.likeness || x.distance - y.distance || x.a - y.a || x.b - y.b);
  const partners = [...known];
  const taken = new Set(known);
  for (const { a, b } of pairs) {
    if (partners[a] !== -1 || taken.has(b)) continue;
    partners[a] = b;
    taken.add(b);
  }
  return partners;
}

/** The lines that a patch adds and removes, with their signs and their files, and how often each stands there. */
function listChanges(patch: PatchDiff): { readonly counts: ReadonlyMap<string, number>; readonly size: number } {
  const counts = new Map<string, number>();
  let size = 0;
  for (const file of patch.files) {
    const name = pathOf(file);
    for (const hunk of file.hunks) {
      for (const line of hunk.text.split('\n')) {
        if ((line[0] !== '+' && line[0] !== '-') || !isTelling(line)) continue;
        const key = `${line}\0${name}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        size++;
      }
    }
  }
  return { counts, size };
}

function foldTitle({ title }: PatchDiff): string {
  return title.toLowerCase().replace(/\s+/g, ' ').trim();
}
