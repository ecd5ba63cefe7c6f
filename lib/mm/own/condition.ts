import type { Memory } from '#lib/mm/memory';
import { type Ask, type Asked, asks } from '#lib/mm/own/asks';
import type { OwnCondition } from '#lib/scenario/own-policy';
import type { Comparison } from '#lib/scenario/scenario';

/** A condition, or a part of one, ready to be asked: true is 1 and false 0. */
export type Question = (m: Memory, a: Asked) => number;

/** Makes closures of a condition: a walk over the text's data, nothing of it is ever run as code. */
export function compileOwn(condition: OwnCondition): Question {
  switch (condition.is) {
    case 'number': {
      const { value } = condition;
      return () => value;
    }
    case 'ask': {
      const { read } = getAsk(condition.ask);
      const { of } = condition;
      return (m, a) => read(m, a, of);
    }
    case 'word': {
      const { read, gives } = getAsk(condition.ask);
      const wanted = typeof gives === 'object' ? gives.indexOf(condition.word) : -1;
      return condition.op === '='
        ? (m, a) => flag(read(m, a, null) === wanted)
        : (m, a) => flag(read(m, a, null) !== wanted);
    }
    case 'sum': {
      const first = compileOwn(condition.first);
      const rest = condition.rest.map(({ op, of }) => ({ sign: op === '+' ? 1 : -1, of: compileOwn(of) }));
      return (m, a) => rest.reduce((sum, { sign, of }) => sum + sign * of(m, a), first(m, a));
    }
    case 'compare': {
      const left = compileOwn(condition.left);
      const right = compileOwn(condition.right);
      const compare = comparing[condition.op];
      return (m, a) => flag(compare(left(m, a), right(m, a)));
    }
    case 'not': {
      const of = compileOwn(condition.of);
      return (m, a) => flag(of(m, a) === 0);
    }
    case 'and': {
      const parts = condition.of.map(compileOwn);
      return (m, a) => flag(parts.every((part) => part(m, a) !== 0));
    }
    case 'or': {
      const parts = condition.of.map(compileOwn);
      return (m, a) => flag(parts.some((part) => part(m, a) !== 0));
    }
  }
}

const flag = (value: boolean) => (value ? 1 : 0);

const comparing: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function getAsk(name: string): Ask {
  const ask = asks.find((one) => one.name === name);
  if (ask === undefined) throw new Error(`Cannot look at \`${name}\``);
  return ask;
}

/** What a condition looks at and finds: `page_count 2`, `not pinned`, `kind thp`, each once. */
export function sayFound(condition: OwnCondition, m: Memory, a: Asked): readonly string[] {
  switch (condition.is) {
    case 'number':
      return [];
    case 'ask':
    case 'word': {
      const { name, gives, read } = getAsk(condition.ask);
      const of = condition.is === 'ask' ? condition.of : null;
      const found = read(m, a, of);
      if (gives === 'truth') return [found === 0 ? `not ${name}` : name];
      if (gives === 'number') return [`${of === null ? name : `${name}(${of})`} ${found}`];
      return [`${name} ${gives[found] ?? '?'}`];
    }
    case 'not':
      return sayFound(condition.of, m, a);
    case 'compare':
      return unique([condition.left, condition.right].flatMap((part) => sayFound(part, m, a)));
    case 'sum':
      return unique([condition.first, ...condition.rest.map(({ of }) => of)].flatMap((part) => sayFound(part, m, a)));
    case 'and':
    case 'or':
      return unique(condition.of.flatMap((part) => sayFound(part, m, a)));
  }
}

const unique = (found: readonly string[]) => [...new Set(found)];
