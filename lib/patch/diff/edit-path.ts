/**
 * Shortest edit paths after E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (Algorithmica 1, 1986): two
 * searches, from either end of a box, meet in the middle; the halves are boxes again. Where several paths are as short,
 * and where a search is given up because it costs too much, the choice is git's (`xdiff`), so that a diff has its size.
 */

/** A piece of two texts: the lines `[oldFrom, oldTo)` of one and `[newFrom, newTo)` of the other. */
interface Box {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
  /** Search for the best path whatever it costs. */
  readonly isThorough: boolean;
}

/** Where a box is cut in two, and whether the halves are searched thoroughly. */
interface Cut {
  readonly old: number;
  readonly fresh: number;
  readonly isFirstThorough: boolean;
  readonly isSecondThorough: boolean;
}

/** Edits below which a search is never cut short. */
const PATIENCE = 256;
/** Equal lines in a row that make a path promising. */
const LONG_RUN = 20;
/** How many times farther than its edits a promising path has come. */
const PROMISE = 4;
const FAR = 0x7fffffff;

/** A power of two near the square root: 2 for 1, 4 for 4 to 15, 8 for 16 to 63. */
export function roughRoot(count: number): number {
  let root = 1;
  for (let rest = count; rest > 0; rest >>= 2) root <<= 1;
  return root;
}

/** Calls back with the index of each line of either side that is on no diagonal of the path chosen. */
export function walkEdits(
  old: Int32Array,
  fresh: Int32Array,
  removed: (index: number) => void,
  added: (index: number) => void,
): void {
  const search = new Search(old, fresh);
  // A stack, not calls within calls: a box may be cut off its end line by line.
  const boxes: Box[] = [{ oldFrom: 0, oldTo: old.length, newFrom: 0, newTo: fresh.length, isThorough: false }];
  for (let box = boxes.pop(); box !== undefined; box = boxes.pop()) {
    let { oldFrom, oldTo, newFrom, newTo } = box;
    while (oldFrom < oldTo && newFrom < newTo && old[oldFrom] === fresh[newFrom]) {
      oldFrom++;
      newFrom++;
    }
    while (oldFrom < oldTo && newFrom < newTo && old[oldTo - 1] === fresh[newTo - 1]) {
      oldTo--;
      newTo--;
    }
    if (oldFrom === oldTo) for (let i = newFrom; i < newTo; i++) added(i);
    else if (newFrom === newTo) for (let i = oldFrom; i < oldTo; i++) removed(i);
    else {
      const cut = search.cut({ oldFrom, oldTo, newFrom, newTo, isThorough: box.isThorough });
      boxes.push(
        { oldFrom, oldTo: cut.old, newFrom, newTo: cut.fresh, isThorough: cut.isFirstThorough },
        { oldFrom: cut.old, oldTo, newFrom: cut.fresh, newTo, isThorough: cut.isSecondThorough },
      );
    }
  }
}

/**
 * The two searches. A diagonal is named by old index minus new index; for each, `reach` keeps the old index that a path
 * with so many edits gets to, from the front or from the back.
 */
class Search {
  readonly #old: Int32Array;
  readonly #fresh: Int32Array;
  readonly #front: Int32Array;
  readonly #back: Int32Array;
  /** Index of diagonal 0 in the two arrays. */
  readonly #zero: number;
  readonly #mostEdits: number;

  constructor(old: Int32Array, fresh: Int32Array) {
    this.#old = old;
    this.#fresh = fresh;
    const diagonals = old.length + fresh.length + 3;
    this.#front = new Int32Array(diagonals + 1);
    this.#back = new Int32Array(diagonals + 1);
    this.#zero = fresh.length + 1;
    this.#mostEdits = Math.max(PATIENCE, roughRoot(diagonals));
  }

  cut(box: Box): Cut {
    const { oldFrom, oldTo, newFrom, newTo } = box;
    const [front, back, zero] = [this.#front, this.#back, this.#zero];
    const lowest = oldFrom - newTo;
    const highest = oldTo - newFrom;
    const start = oldFrom - newFrom;
    const end = oldTo - newTo;
    const isOdd = ((start - end) & 1) !== 0;
    let [frontLow, frontHigh, backLow, backHigh] = [start, start, end, end];
    front[zero + start] = oldFrom;
    back[zero + end] = oldTo;
    for (let edits = 1; ; edits++) {
      let hasLongRun = false;

      // A path can go one diagonal farther to either side; at the box's edge the next one inside is taken.
      if (frontLow > lowest) front[zero + --frontLow - 1] = -1;
      else frontLow++;
      if (frontHigh < highest) front[zero + ++frontHigh + 1] = -1;
      else frontHigh--;
      for (let k = frontHigh; k >= frontLow; k -= 2) {
        const below = front[zero + k - 1] ?? 0;
        const above = front[zero + k + 1] ?? 0;
        const begin = below >= above ? below + 1 : above;
        const at = this.#runOn(begin, begin - k, oldTo, newTo);
        if (at - begin > LONG_RUN) hasLongRun = true;
        front[zero + k] = at;
        if (isOdd && backLow <= k && k <= backHigh && (back[zero + k] ?? 0) <= at) return meeting(at, at - k);
      }

      if (backLow > lowest) back[zero + --backLow - 1] = FAR;
      else backLow++;
      if (backHigh < highest) back[zero + ++backHigh + 1] = FAR;
      else backHigh--;
      for (let k = backHigh; k >= backLow; k -= 2) {
        const below = back[zero + k - 1] ?? 0;
        const above = back[zero + k + 1] ?? 0;
        const begin = below < above ? below : above - 1;
        const at = this.#runBack(begin, begin - k, oldFrom, newFrom);
        if (begin - at > LONG_RUN) hasLongRun = true;
        back[zero + k] = at;
        if (!isOdd && frontLow <= k && k <= frontHigh && at <= (front[zero + k] ?? 0)) return meeting(at, at - k);
      }

      if (box.isThorough) continue;
      if (hasLongRun && edits > PATIENCE) {
        const cut =
          this.#findPromisingFront(box, frontLow, frontHigh, edits) ??
          this.#findPromisingBack(box, backLow, backHigh, edits);
        if (cut !== undefined) return cut;
      }
      if (edits >= this.#mostEdits) return this.#giveUp(box, frontLow, frontHigh, backLow, backHigh);
    }
  }

  #runOn(begin: number, beginNew: number, oldTo: number, newTo: number): number {
    let i = begin;
    let j = beginNew;
    while (i < oldTo && j < newTo && this.#old[i] === this.#fresh[j]) {
      i++;
      j++;
    }
    return i;
  }

  #runBack(begin: number, beginNew: number, oldFrom: number, newFrom: number): number {
    let i = begin;
    let j = beginNew;
    while (i > oldFrom && j > newFrom && this.#old[i - 1] === this.#fresh[j - 1]) {
      i--;
      j--;
    }
    return i;
  }

  /** Whether the {@link LONG_RUN} lines from here on are equal. */
  #isLongRun(old: number, fresh: number): boolean {
    for (let step = 0; step < LONG_RUN; step++) if (this.#old[old + step] !== this.#fresh[fresh + step]) return false;
    return true;
  }

  /** The farthest front path that ends in a long run and is farther than its edits explain. */
  #findPromisingFront(box: Box, low: number, high: number, edits: number): Cut | undefined {
    const { oldFrom, oldTo, newFrom, newTo } = box;
    let [best, old, fresh] = [0, 0, 0];
    for (let k = high; k >= low; k -= 2) {
      const i = this.#front[this.#zero + k] ?? 0;
      const j = i - k;
      const way = i - oldFrom + (j - newFrom) - Math.abs(k - (oldFrom - newFrom));
      if (way <= PROMISE * edits || way <= best) continue;
      if (i < oldFrom + LONG_RUN || i >= oldTo || j < newFrom + LONG_RUN || j >= newTo) continue;
      if (this.#isLongRun(i - LONG_RUN, j - LONG_RUN)) [best, old, fresh] = [way, i, j];
    }
    return best === 0 ? undefined : { old, fresh, isFirstThorough: true, isSecondThorough: false };
  }

  #findPromisingBack(box: Box, low: number, high: number, edits: number): Cut | undefined {
    const { oldFrom, oldTo, newFrom, newTo } = box;
    let [best, old, fresh] = [0, 0, 0];
    for (let k = high; k >= low; k -= 2) {
      const i = this.#back[this.#zero + k] ?? 0;
      const j = i - k;
      const way = oldTo - i + (newTo - j) - Math.abs(k - (oldTo - newTo));
      if (way <= PROMISE * edits || way <= best) continue;
      if (i <= oldFrom || i > oldTo - LONG_RUN || j <= newFrom || j > newTo - LONG_RUN) continue;
      if (this.#isLongRun(i, j)) [best, old, fresh] = [way, i, j];
    }
    return best === 0 ? undefined : { old, fresh, isFirstThorough: false, isSecondThorough: true };
  }

  /** The farthest point that either search came to. */
  #giveUp(box: Box, frontLow: number, frontHigh: number, backLow: number, backHigh: number): Cut {
    const { oldFrom, oldTo, newFrom, newTo } = box;
    let [farthest, frontOld] = [-1, -1];
    for (let k = frontHigh; k >= frontLow; k -= 2) {
      const reached = Math.min(this.#front[this.#zero + k] ?? 0, oldTo);
      const i = reached - k > newTo ? newTo + k : reached;
      if (farthest < i + i - k) [farthest, frontOld] = [i + i - k, i];
    }
    let [nearest, backOld] = [FAR, FAR];
    for (let k = backHigh; k >= backLow; k -= 2) {
      const reached = Math.max(this.#back[this.#zero + k] ?? 0, oldFrom);
      const i = reached - k < newFrom ? newFrom + k : reached;
      if (i + i - k < nearest) [nearest, backOld] = [i + i - k, i];
    }
    return oldTo + newTo - nearest < farthest - (oldFrom + newFrom)
      ? { old: frontOld, fresh: farthest - frontOld, isFirstThorough: true, isSecondThorough: false }
      : { old: backOld, fresh: nearest - backOld, isFirstThorough: false, isSecondThorough: true };
  }
}

function meeting(old: number, fresh: number): Cut {
  return { old, fresh, isFirstThorough: true, isSecondThorough: true };
}
