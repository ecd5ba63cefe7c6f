/**
 * Least-cost assignment: which row goes with which column so that the sum of costs is least, in O(n^3).
 * `costs[row * size + column]` are whole numbers below 2^30. The result has a row for each column.
 *
 * The method is that of R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for dense and sparse linear
 * assignment problems" (Computing 38, 1987): every column has a price; a pair is kept only while no column would be cheaper
 * for its row after its price. Three cheap passes pair most rows; a shortest path is searched for each of the others. Where several
 * assignments cost the same, rows and columns are visited in the paper's order, which is git's: the choice is the same too.
 */
export function assignLeast(costs: Int32Array, size: number): Int32Array {
  return assign(costs, size, false);
}

/**
 * The assignment that git computes (`linear-assignment.c`, seen in 2.39 and up). It differs where the search for a path finds
 * free columns among the nearest ones before a row is scanned: git ends the path at the column looked at last, which need not be free, so
 * that the sum is now and then not the least, and a column may stay {@link FREE}.
 */
export function assignAsGit(costs: Int32Array, size: number): Int32Array {
  return assign(costs, size, true);
}

function assign(costs: Int32Array, size: number, isGits: boolean): Int32Array {
  const state: State = {
    costs,
    size,
    prices: new Int32Array(size),
    rowOf: new Int32Array(size).fill(FREE),
    columnOf: new Int32Array(size).fill(FREE),
  };
  if (size === 0) return state.rowOf;
  let waiting = takeCheapest(state);
  // Two rounds pair most; a third would gain less than it costs.
  for (let round = 0; round < 2 && waiting.length > 0; round++) waiting = bid(state, waiting);
  for (const row of waiting) augment(state, row, isGits);
  return state.rowOf;
}

/** No row. */
export const FREE = -1;

interface State {
  readonly costs: Int32Array;
  readonly size: number;
  /** What a column takes off the cost of every row. */
  readonly prices: Int32Array;
  /** By column; {@link FREE} where none. */
  readonly rowOf: Int32Array;
  /** By row. */
  readonly columnOf: Int32Array;
}

/** What a row has to pay for a column beyond its price. */
function rest({ costs, size, prices }: State, row: number, column: number): number {
  return (costs[row * size + column] ?? 0) - (prices[column] ?? 0);
}

/**
 * Each column, from the last, chooses the row that costs it least; a row chosen by several keeps the last that chose it
 * first, the others stay free. A row with one chooser lowers that column's price as far as its next best allows. Returns the rows
 * nobody chose.
 */
function takeCheapest(state: State): number[] {
  const { costs, size, prices, rowOf, columnOf } = state;
  const choosers = new Int32Array(size);
  for (let column = size - 1; column >= 0; column--) {
    let best = 0;
    for (let row = 1; row < size; row++) {
      if ((costs[best * size + column] ?? 0) > (costs[row * size + column] ?? 0)) best = row;
    }
    prices[column] = costs[best * size + column] ?? 0;
    choosers[best] = (choosers[best] ?? 0) + 1;
    if (choosers[best] === 1) {
      columnOf[best] = column;
      rowOf[column] = best;
    }
  }
  const free: number[] = [];
  for (let row = 0; row < size; row++) {
    if (choosers[row] === 0) free.push(row);
    else if (choosers[row] === 1 && size > 1) {
      const own = columnOf[row] ?? 0;
      let second = NEVER;
      for (let column = 0; column < size; column++) {
        if (column !== own) second = Math.min(second, rest(state, row, column));
      }
      prices[own] = (prices[own] ?? 0) - second;
    }
  }
  return free;
}

const NEVER = 0x7fffffff;

/**
 * Each waiting row takes the column cheapest to it and lowers its price to what makes the second cheapest as good. Who had
 * the column before bids again at once where the price fell, else waits for the next round. Returns those that wait.
 */
function bid(state: State, waiting: readonly number[]): number[] {
  const { size, prices, rowOf, columnOf } = state;
  const queue = [...waiting].reverse();
  const later: number[] = [];
  for (let row = queue.pop(); row !== undefined; row = queue.pop()) {
    let [first, second] = [0, FREE];
    let least = rest(state, row, 0);
    let next = NEVER;
    for (let column = 1; column < size; column++) {
      const cost = rest(state, row, column);
      if (cost >= next) continue;
      if (least < cost) [next, second] = [cost, column];
      else [next, second, least, first] = [least, first, cost, column];
    }
    const isCheaper = second !== FREE && least < next;
    let chosen = first;
    if (isCheaper) prices[first] = (prices[first] ?? 0) - (next - least);
    else if (rowOf[first] !== FREE && second !== FREE) chosen = second;
    const ousted = rowOf[chosen] ?? FREE;
    if (ousted !== FREE) {
      if (isCheaper) queue.push(ousted);
      else later.push(ousted);
    }
    columnOf[row] = chosen;
    rowOf[chosen] = row;
  }
  return later;
}

/**
 * Pairs one more row: along the shortest path, by what is left to pay, from it over paired columns to a free one (Dijkstra's
 * search), every row on the path moves on to the next column. Prices follow so that no pair becomes a worse choice.
 */
function augment(state: State, start: number, isGits: boolean): void {
  const { size, prices, rowOf, columnOf } = state;
  const distance = Int32Array.from({ length: size }, (_, column) => rest(state, start, column));
  const from = new Int32Array(size).fill(start);
  // Columns in three ranges: [0, done) scanned, [done, near) at the least distance and to be scanned, then the rest.
  const order = Int32Array.from({ length: size }, (_, column) => column);
  let [done, near, settled, least] = [0, 0, 0, 0];
  let goal = FREE;
  let lookedAt = FREE;
  const promote = (place: number, column: number) => {
    order[place] = order[near] ?? 0;
    order[near++] = column;
  };
  while (goal === FREE) {
    if (done === near) {
      settled = done;
      least = distance[order[near++] ?? 0] ?? 0;
      for (let place = near; place < size; place++) {
        const column = order[place] ?? 0;
        lookedAt = column;
        const here = distance[column] ?? 0;
        if (here > least) continue;
        if (here < least) {
          near = done;
          least = here;
        }
        promote(place, column);
      }
      goal = findFree(state, order.subarray(done, near));
      if (goal !== FREE) {
        if (isGits && lookedAt !== FREE) goal = lookedAt;
        break;
      }
    }
    const column = order[done++] ?? 0;
    const row = rowOf[column] ?? 0;
    const paid = rest(state, row, column) - least;
    for (let place = near; place < size; place++) {
      const other = order[place] ?? 0;
      lookedAt = other;
      const way = rest(state, row, other) - paid;
      if (way >= (distance[other] ?? 0)) continue;
      distance[other] = way;
      from[other] = row;
      if (way !== least) continue;
      if (rowOf[other] === FREE) {
        goal = other;
        break;
      }
      promote(place, other);
    }
  }
  for (let place = 0; place < settled; place++) {
    const column = order[place] ?? 0;
    prices[column] = (prices[column] ?? 0) + (distance[column] ?? 0) - least;
  }
  for (let column = goal; ; ) {
    const row = from[column] ?? start;
    rowOf[column] = row;
    const next = columnOf[row] ?? FREE;
    columnOf[row] = column;
    if (row === start) return;
    column = next;
  }
}

function findFree({ rowOf }: State, columns: Int32Array): number {
  return columns.find((column) => rowOf[column] === FREE) ?? FREE;
}
