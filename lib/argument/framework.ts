import type { Label } from '#lib/argument/label';

/**
 * An abstract argumentation framework (P. M. Dung, "On the acceptability of arguments", Artificial Intelligence 77, 1995):
 * arguments are the numbers from 0 to `size` - 1, and all that is known of them is which attacks which.
 */
export interface Framework {
  readonly size: number;
  /** Who attacks an argument. */
  readonly attackers: Adjacency;
  /** Whom an argument attacks. */
  readonly attacked: Adjacency;
}

/** Lists of arguments, one for each argument, in one array: that of `a` is `items[starts[a]]` up to `items[starts[a + 1]]`. */
export interface Adjacency {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/** The attack from `from[i]` to `to[i]` for every `i`; an attack that is given twice counts once or twice, which is the same. */
export function makeFramework(size: number, from: ArrayLike<number>, to: ArrayLike<number>): Framework {
  if (from.length !== to.length) {
    throw new Error(`Cannot make attacks of ${from.length} attackers and ${to.length} attacked`);
  }
  return { size, attackers: group(size, to, from), attacked: group(size, from, to) };
}

/** A counting sort: the values by their key, in the order in which they are given. */
function group(size: number, keys: ArrayLike<number>, values: ArrayLike<number>): Adjacency {
  const starts = new Int32Array(size + 1);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? -1;
    if (!(key >= 0 && key < size)) throw new Error(`Cannot place argument \`${key}\`, expected one of ${size}`);
    starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  }
  for (let a = 0; a < size; a++) starts[a + 1] = (starts[a + 1] ?? 0) + (starts[a] ?? 0);
  const next = starts.slice();
  const items = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    const at = next[key] ?? 0;
    items[at] = values[i] ?? 0;
    next[key] = at + 1;
  }
  return { starts, items };
}

/** The numbers by which labels stand in an array of one byte for each argument. */
export const UNDECIDED = 0;
export const IN = 1;
export const OUT = 2;

/** A label for each argument: {@link IN}, {@link OUT} or {@link UNDECIDED}. */
export type Labels = Uint8Array;

/** The word of a label's number. */
export function nameLabel(label: number | undefined): Label {
  return label === IN ? 'in' : label === OUT ? 'out' : 'undecided';
}

export interface Grounded {
  readonly labels: Labels;
  /**
   * The round in which an argument got its label; -1 where it is undecided. What is in has attackers of earlier rounds
   * alone, and what is out has one: so a label can be explained by rounds that go down, and no explanation is a circle.
   */
  readonly rounds: Int32Array;
}

/**
 * The grounded labelling: in is what nobody attacks or whose attackers are all out, out is what something that is in
 * attacks, and nothing else is decided. Takes time in proportion to arguments and attacks.
 */
export function labelGrounded({ size, attackers, attacked }: Framework): Grounded {
  const labels = new Uint8Array(size);
  const rounds = new Int32Array(size).fill(-1);
  /** Attackers of each argument that are not out. */
  const standing = new Int32Array(size);
  /** Everything that is in, in the order of its rounds; the first `done` of them have had their effect. */
  const queue = new Int32Array(size);
  let length = 0;
  for (let a = 0; a < size; a++) {
    standing[a] = (attackers.starts[a + 1] ?? 0) - (attackers.starts[a] ?? 0);
    if (standing[a] !== 0) continue;
    labels[a] = IN;
    rounds[a] = 0;
    queue[length++] = a;
  }
  for (let done = 0; done < length; done++) {
    const winner = queue[done] ?? 0;
    const round = rounds[winner] ?? 0;
    const end = attacked.starts[winner + 1] ?? 0;
    for (let i = attacked.starts[winner] ?? 0; i < end; i++) {
      const loser = attacked.items[i] ?? 0;
      if (labels[loser] === OUT) continue;
      labels[loser] = OUT;
      rounds[loser] = round + 1;
      const freedEnd = attacked.starts[loser + 1] ?? 0;
      for (let j = attacked.starts[loser] ?? 0; j < freedEnd; j++) {
        const freed = attacked.items[j] ?? 0;
        const left = (standing[freed] ?? 0) - 1;
        standing[freed] = left;
        if (left !== 0 || labels[freed] !== UNDECIDED) continue;
        labels[freed] = IN;
        rounds[freed] = round + 2;
        queue[length++] = freed;
      }
    }
  }
  return { labels, rounds };
}
