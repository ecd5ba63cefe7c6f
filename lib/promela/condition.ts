import type { Machine } from '#lib/promela/machine';
import { NotCovered } from '#lib/promela/not-covered';
import { all } from '#lib/promela/text';
import type { Expression, Term } from '#lib/scenario/scenario';

/** A condition of the scenario as expressions of Promela. */
export interface Asked {
  readonly isTrue: string;
  /** Whether every register that it mentions is set; until then it is neither true nor false. */
  readonly speaks: string;
}

type Comparison = Extract<Expression, { is: 'compare' }>;

/** @param line 1-based line of the scenario's text, for the message of what is not covered */
export function askCondition(m: Machine, expression: Expression, line: number): Asked {
  const registers = [...new Set(registersIn(m, expression))];
  return {
    isTrue: ask(m, expression, line),
    speaks: all(...registers.map((register) => `(${(m.registers[register] ?? []).join(' || ')})`)),
  };
}

function registersIn(m: Machine, expression: Expression): readonly number[] {
  if (expression.is === 'not') return registersIn(m, expression.of);
  if (expression.is === 'and' || expression.is === 'or') return expression.of.flatMap((one) => registersIn(m, one));
  if (expression.is !== 'compare') return [];
  return [expression.left, expression.right].map((term) => registerOf(m, term)).filter((index) => index >= 0);
}

function registerOf(m: Machine, term: Term): number {
  return term.is === 'name' ? m.cast.registers.indexOf(term.name) : -1;
}

function ask(m: Machine, expression: Expression, line: number): string {
  switch (expression.is) {
    case 'not':
      return `!(${ask(m, expression.of, line)})`;
    case 'and':
      return expression.of.map((one) => `(${ask(m, one, line)})`).join(' && ');
    case 'or':
      return expression.of.map((one) => `(${ask(m, one, line)})`).join(' || ');
    case 'done': {
      const place = m.program.places.get(expression.name);
      if (place === undefined) throw new Error(`Cannot find what is done: \`${expression.name}\``);
      return `${m.over[place.actor]} >= ${place.number}`;
    }
    case 'built-in':
      throw new NotCovered(`${expression.name} inside a condition is not written in Promela`, line);
    case 'compare':
      return compare(m, expression, line);
  }
}

function compare(m: Machine, { left, op, right }: Comparison, line: number): string {
  if (left.is === 'measure' || right.is === 'measure')
    return `${measure(m, left, line)} ${op === '=' ? '==' : op} ${measure(m, right, line)}`;
  const [first, second] = [registerOf(m, left), registerOf(m, right)];
  const isEqual =
    first >= 0 && second >= 0
      ? sameShown(m, first, second)
      : first >= 0
        ? showsValue(m, first, right.name)
        : showsValue(m, second, left.name);
  return op === '!=' ? `!(${isEqual})` : isEqual;
}

/** A register that read one half shows that half; one that read both shows one value where they agree. */
function sameShown(m: Machine, first: number, second: number): string {
  const shown = (register: number) => {
    const [low = '', high] = m.registers[register] ?? [];
    if (high === undefined) return [low];
    return [`(${low} -> ${low} : ${high})`, `(${high} -> ${high} : ${low})`];
  };
  const other = shown(second);
  return all(...shown(first).map((value, index) => `${value} == ${other[index]}`));
}

/** `a` stands for both halves, `a/P` for one each; a half that was not read is not compared. */
function showsValue(m: Machine, register: number, text: string): string {
  const wanted = text
    .split('/')
    .map((name) => 1 + (name === 'fault' ? m.cast.values.length : m.cast.values.indexOf(name)));
  if (m.parts.length === 1 && new Set(wanted).size > 1) return 'false';
  return all(
    ...(m.registers[register] ?? []).map((half, part) => `(!${half} || ${half} == ${wanted[part] ?? wanted[0]})`),
  );
}

function measure(m: Machine, term: Term, line: number): string {
  if (term.is === 'name') return term.name;
  const [process, variable] = term.of.split(':');
  const isPte = variable !== undefined;
  const pte = m.ptes[m.cast.mms.indexOf(process ?? '')]?.[m.cast.variables.indexOf(variable ?? '')];
  const handle = m.handles[m.cast.handles.findIndex((one) => one.name === term.of)];
  const at = isPte ? `${pte}.at` : `${handle}`;
  const ofPage = (expression: string) => `(is_page(${at}) -> ${expression} : 0)`;
  switch (term.measure) {
    case 'page_count':
      return ofPage(`page_count(${at})`);
    case 'mapcount':
      return ofPage(`mapcount(${at})`);
    case 'exclusive':
      return m.tracksExclusive ? ofPage(`F[${at}].exclusive`) : '0';
    case 'swapcache':
      return ofPage(`in_swap_cache(${at})`);
    case 'present':
      return `(${at} != 0 && ${at} <= ZERO)`;
    case 'writable':
      return isPte ? `${at.replace(/\.at$/, '.rw')}` : '0';
    case 'swapped':
      return isPte && m.slots > 0 ? `is_swap(${at})` : '0';
    case 'migrating':
      return isPte && m.features.migrates ? `is_migrating(${at})` : '0';
    case 'writeback':
      return ofPage(`is_writeback(${at})`);
    case 'ksm':
      return ofPage(`is_ksm(${at})`);
    case 'page':
      return ofPage(at);
    default:
      throw new NotCovered(`measure ${term.measure} is not written in Promela`, line);
  }
}
