import type { Handle } from '#lib/check/layout';
import { pteAt } from '#lib/mm/action';
import { type Memory, MIGRATION, PRESENT, SWAP } from '#lib/mm/memory';
import type { Cast } from '#lib/mm/size';
import type { Comparison, Expression, Term } from '#lib/scenario/scenario';
import type { MeasureForm } from '#lib/scenario/vocabulary';

/** A condition of a scenario, ready to be asked of a state. */
export interface Condition {
  isTrue(m: Memory): boolean;
  /** The opposite: compiled by itself, for an invariant is asked of every state. */
  isFalse(m: Memory): boolean;
  /** False where it mentions no register, and so always speaks. */
  readonly asksRegisters: boolean;
  /** Whether every register that it mentions is set: before, it is neither true nor false. */
  speaks(m: Memory): boolean;
}

/** Where an actor stands when a label or the actor itself begins and is done: its program counter and two values of it. */
export type Places = ReadonlyMap<string, { readonly pc: Handle; readonly start: number; readonly done: number }>;

interface Measure extends MeasureForm {
  /** @param page page that is mapped there or held, -1 for none */
  of(m: Memory, page: number, pte: number): number;
}

const flag = (value: boolean) => (value ? 1 : 0);

/** What a condition may measure. */
export const measures: readonly Measure[] = [
  {
    name: 'page_count',
    meaning: 'References of the page, a pin counting 1024; 0 where no page is.',
    of: (m, page) => (page > 0 ? m.count(page) : 0),
  },
  {
    name: 'mapcount',
    meaning: 'PTEs that map the page.',
    of: (m, page) => (page > 0 ? m.mapcount(page) : 0),
  },
  {
    name: 'exclusive',
    meaning: '1 when the page carries PageAnonExclusive.',
    of: (m, page) => (page > 0 ? flag(m.isExclusive(page)) : 0),
  },
  {
    name: 'swapcache',
    meaning: '1 when the page is in the swap cache.',
    of: (m, page) => (page > 0 ? flag(m.slotOf(page) > 0) : 0),
  },
  {
    name: 'present',
    meaning: '1 when a PTE maps a page there (for a handle: when it holds one).',
    of: (m, page, pte) => flag(pte >= 0 ? m.kind(pte) === PRESENT : page >= 0),
  },
  {
    name: 'writable',
    meaning: '1 when the PTE has its write bit.',
    of: (m, _, pte) => (pte >= 0 ? flag(m.isWritable(pte)) : 0),
  },
  {
    name: 'swapped',
    meaning: '1 when the PTE is a swap entry.',
    of: (m, _, pte) => (pte >= 0 ? flag(m.kind(pte) === SWAP) : 0),
  },
  {
    name: 'dirty',
    meaning: '1 when the PTE has its dirty bit.',
    of: (m, _, pte) => (pte >= 0 ? flag(m.dirty.isPteDirty(pte)) : 0),
  },
  {
    name: 'page_dirty',
    meaning: '1 when the page carries PG_dirty.',
    of: (m, page) => (page > 0 ? flag(m.dirty.isPageDirty(page)) : 0),
  },
  {
    name: 'soft_dirty',
    meaning: '1 when the PTE has its soft-dirty bit.',
    of: (m, _, pte) => (pte >= 0 ? flag(m.dirty.isSoftDirty(pte)) : 0),
  },
  {
    name: 'uffd_wp',
    meaning: '1 when userfaultfd protects the PTE: a write to it sends a message and sleeps.',
    of: (m, _, pte) => (pte >= 0 ? flag(m.uffd.isProtected(pte)) : 0),
  },
  {
    name: 'migrating',
    meaning: '1 when the PTE is a migration entry.',
    of: (m, _, pte) => (pte >= 0 ? flag(m.kind(pte) === MIGRATION) : 0),
  },
  {
    name: 'writeback',
    meaning: '1 while the page is written to swap.',
    of: (m, page) => (page > 0 ? flag(m.swap.isWriteback(page)) : 0),
  },
  {
    name: 'ksm',
    meaning: '1 when KSM merged the page.',
    of: (m, page) => (page > 0 ? flag(m.ksm.isKsm(page)) : 0),
  },
  {
    name: 'page',
    meaning: 'Which page is there: 1 for F0, 2 for F1, 0 for none. To compare a handle with a mapping.',
    of: (_, page) => Math.max(0, page),
  },
];

/** Compiles a condition. Names were checked when the scenario was read. */
export function compileCondition(expression: Expression, cast: Cast, places: Places): Condition {
  const registers = [...new Set(registersIn(expression, cast))];
  const test = compile(expression, cast, places);
  return {
    isTrue: test,
    isFalse:
      expression.is === 'compare'
        ? compile({ ...expression, op: opposites[expression.op] }, cast, places)
        : (m) => !test(m),
    asksRegisters: registers.length > 0,
    speaks: (m) => areSet(m, registers),
  };
}

const opposites = { '=': '!=', '!=': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const;

function areSet(m: Memory, registers: readonly number[]): boolean {
  for (let i = 0; i < registers.length; i++) if (!isSet(m, registers[i] ?? 0)) return false;
  return true;
}

function isSet(m: Memory, register: number): boolean {
  for (let part = 0; part < m.parts; part++) if (m.register(register, part) !== 0) return true;
  return false;
}

function registersIn(expression: Expression, cast: Cast): readonly number[] {
  switch (expression.is) {
    case 'not':
      return registersIn(expression.of, cast);
    case 'and':
    case 'or':
      return expression.of.flatMap((part) => registersIn(part, cast));
    case 'compare':
      return [expression.left, expression.right]
        .map((term) => (term.is === 'name' ? cast.registers.indexOf(term.name) : -1))
        .filter((register) => register >= 0);
    default:
      return [];
  }
}

function compile(expression: Expression, cast: Cast, places: Places): (m: Memory) => boolean {
  switch (expression.is) {
    case 'not': {
      const inner = compile(expression.of, cast, places);
      return (m) => !inner(m);
    }
    case 'and': {
      const parts = expression.of.map((part) => compile(part, cast, places));
      return (m) => parts.every((part) => part(m));
    }
    case 'or': {
      const parts = expression.of.map((part) => compile(part, cast, places));
      return (m) => parts.some((part) => part(m));
    }
    case 'done': {
      const place = places.get(expression.name);
      if (place === undefined) throw new Error(`Cannot find what is done: \`${expression.name}\``);
      return (m) => m.get(place.pc) >= place.done;
    }
    case 'built-in':
      throw new Error(`Cannot ask a single state about \`${expression.name}\``);
    case 'compare':
      return compileComparison(expression.left, expression.op, expression.right, cast);
  }
}

function compileComparison(left: Term, op: Comparison, right: Term, cast: Cast): (m: Memory) => boolean {
  if (left.is === 'measure' || right.is === 'measure') {
    const a = compileNumber(left, cast);
    if (right.is === 'name') return compareWith(a, op, Number(right.name));
    const b = compileNumber(right, cast);
    return (m) => compareNumbers(a(m), op, b(m));
  }
  const first = cast.registers.indexOf(left.name);
  const second = cast.registers.indexOf(right.name);
  const equal =
    first >= 0 && second >= 0
      ? (m: Memory) => sameRegisters(m, first, second)
      : first >= 0
        ? equalsValue(first, right.name, cast)
        : equalsValue(second, left.name, cast);
  return op === '!=' ? (m) => !equal(m) : equal;
}

function sameRegisters(m: Memory, first: number, second: number): boolean {
  const [a, b] = [shownParts(m, first), shownParts(m, second)];
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** What a register shows: one value, or two where the halves differ. Which half it read makes no difference. */
function shownParts(m: Memory, register: number): readonly number[] {
  const parts: number[] = [];
  for (let part = 0; part < m.parts; part++) {
    const value = m.register(register, part);
    if (value !== 0 && !parts.includes(value)) parts.push(value);
  }
  return parts;
}

/** A whole value stands for both halves; parts that the register did not read are not compared. */
function equalsValue(register: number, text: string, cast: Cast): (m: Memory) => boolean {
  const parts = text.split('/').map((part) => (part === 'fault' ? cast.values.length : cast.values.indexOf(part)) + 1);
  // Where halves are not told apart, no page holds two values.
  if (cast.parts < parts.length && new Set(parts).size > 1) return () => false;
  return (m) => {
    for (let part = 0; part < m.parts; part++) {
      const value = m.register(register, part);
      if (value !== 0 && value !== (parts[part] ?? parts[0])) return false;
    }
    return true;
  };
}

/** As `compareNumbers`, decided beforehand: this is asked of every state. */
function compareWith(of: (m: Memory) => number, op: Comparison, number: number): (m: Memory) => boolean {
  switch (op) {
    case '=':
      return (m) => of(m) === number;
    case '!=':
      return (m) => of(m) !== number;
    case '<':
      return (m) => of(m) < number;
    case '<=':
      return (m) => of(m) <= number;
    case '>':
      return (m) => of(m) > number;
    case '>=':
      return (m) => of(m) >= number;
  }
}

function compareNumbers(a: number, op: Comparison, b: number): boolean {
  switch (op) {
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

function compileNumber(term: Term, cast: Cast): (m: Memory) => number {
  if (term.is === 'name') {
    const number = Number(term.name);
    return () => number;
  }
  const measure = measures.find((one) => one.name === term.measure);
  if (measure === undefined) throw new Error(`Cannot measure \`${term.measure}\``);
  const [process, variable] = term.of.split(':');
  if (variable === undefined) {
    const handle = cast.handles.findIndex((one) => one.name === term.of);
    return (m) => {
      const held = m.held(handle);
      return measure.of(m, held === m.zeroHandle ? 0 : held === 0 ? -1 : held, -1);
    };
  }
  const pte = pteAt(cast, cast.mms.indexOf(process ?? ''), cast.variables.indexOf(variable));
  return (m) => measure.of(m, m.kind(pte) === PRESENT ? m.target(pte) : -1, pte);
}
