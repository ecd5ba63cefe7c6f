import { BASE } from '#lib/mm/synthesis/asking-kernel';
import { getAtom } from '#lib/mm/synthesis/atoms';
import type { DecisionId } from '#lib/mm/synthesis/decisions';
import type { Choice, Searched, Space, SwitchId } from '#lib/mm/synthesis/space';
import { printOwnCondition } from '#lib/scenario/own-condition';
import type { OwnCondition } from '#lib/scenario/own-policy';
import type { Comparison } from '#lib/scenario/scenario';
import type { Formula } from '#lib/synthesis/formula';

/** A rule of a space: what it chose for each decision. */
export interface Rule {
  readonly space: Space;
  find(id: DecisionId): { readonly choice: Choice; readonly searched: Searched };
  has(id: SwitchId): boolean;
}

/** @param options for each slot of the space the index of its option */
export function ruleOf(space: Space, options: readonly number[]): Rule {
  const choiceOf = (id: string) => {
    const at = space.slots.findIndex((slot) => slot.id === id);
    const choice = space.slots[at]?.options[options[at] ?? 0];
    if (choice === undefined) throw new Error(`Cannot find what was chosen for \`${id}\``);
    return choice;
  };
  return {
    space,
    find: (id) => {
      const searched = space.searched.find(({ decision }) => decision.id === id);
      if (searched === undefined) throw new Error(`Cannot find decision \`${id}\``);
      return { choice: choiceOf(id), searched };
    },
    has: (id) => choiceOf(id).does !== null,
  };
}

const opposite: Readonly<Record<Comparison, Comparison>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

function negate(condition: OwnCondition): OwnCondition {
  return condition.is === 'compare' ? { ...condition, op: opposite[condition.op] } : { is: 'not', of: condition };
}

function conditionOf(formula: Formula, conditions: readonly OwnCondition[]): OwnCondition {
  if (formula.is !== 'atom') return { is: formula.is, of: formula.of.map((part) => conditionOf(part, conditions)) };
  const condition = conditions[formula.atom];
  if (condition === undefined) throw new Error(`Cannot look at thing ${formula.atom}`);
  return formula.not ? negate(condition) : condition;
}

/** The rule as a policy of one's own. */
export function printRule(rule: Rule, id: string): string {
  const { space } = rule;
  const lines = [
    ...(space.hasMarks ? ['set tracks_exclusive yes'] : []),
    ...faultLines(rule, 'write fault'),
    ...(rule.has('unshare as write') ? faultLines(rule, 'unshare fault') : []),
    ...swapInLines(rule),
    plainLine(rule, 'gup read', 'take'),
    plainLine(rule, 'gup read file', 'take'),
    plainLine(rule, 'fork', 'share'),
    plainLine(rule, 'reclaim', 'take'),
    plainLine(rule, 'clear_refs', 'protect'),
    plainLine(rule, 'mprotect rw', 'leave'),
  ];
  return `policy ${id} like ${BASE}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** ` when page_count = 1`, or nothing where it is always so. */
function whenOf(rule: Rule, id: DecisionId): string {
  const { choice, searched } = rule.find(id);
  return choice.when === null ? '' : ` when ${printOwnCondition(conditionOf(choice.when, searched.conditions))}`;
}

function plainLine(rule: Rule, id: DecisionId, otherwise: string): string {
  const { does } = rule.find(id).choice;
  return does === null ? `at ${id}: ${otherwise}` : `at ${id}: ${does}${whenOf(rule, id)}`;
}

/** The three kinds of mapping share a condition; only a base page can be in the swap cache or in a batch. */
function faultLines(rule: Rule, point: 'write fault' | 'unshare fault'): readonly string[] {
  const { does } = rule.find('write fault').choice;
  const before = [
    ...(rule.has('drain batch') ? [`at ${point}: drain batch`] : []),
    ...(rule.has('drop swap cache') ? [`at ${point}: drop swap cache`] : []),
  ];
  const at = (name: string, otherwise: string) =>
    does === null ? `at ${name}: ${otherwise}` : `at ${name}: ${does}${whenOf(rule, 'write fault')}`;
  return [...before, at(point, 'copy'), at(`thp ${point}`, 'split'), at(`thp part ${point}`, 'copy')];
}

/** A point needs some line to be the rule's own, so what never happens is written as what never can. */
function swapInLines(rule: Rule): readonly string[] {
  const { choice, searched } = rule.find('swap-in');
  const before = [
    ...(rule.has('drain batch') ? ['at swap-in: drain batch when access = write'] : []),
    ...(rule.has('drop swap cache') ? ['at swap-in: drop swap cache when access = write'] : []),
  ];
  if (choice.does === null) return [...before, 'at swap-in: map writable when 0 = 1'];
  const isWrite: OwnCondition = { is: 'word', ask: 'access', op: '=', word: 'write' };
  const when = choice.when === null ? null : conditionOf(choice.when, searched.conditions);
  const both: OwnCondition =
    when === null ? isWrite : { is: 'and', of: [isWrite, ...(when.is === 'and' ? when.of : [when])] };
  return [
    ...before,
    `at swap-in: map writable when ${printOwnCondition(both)}`,
    ...(rule.space.hasMarks ? [`at swap-in: mark exclusive${whenOf(rule, 'swap-in')}`] : []),
  ];
}

/** The rule in sentences; what it never does is left out, but for a write fault. */
export function sayRule(rule: Rule): readonly string[] {
  const said = (id: DecisionId, does: (what: string) => string, always = ''): readonly string[] => {
    const { choice, searched } = rule.find(id);
    if (choice.does === null) return [];
    const what = choice.when === null ? always : ` when ${sayFormula(choice.when, searched)}`;
    return [`${does(choice.does)}${what}.`];
  };
  const first = [
    ...(rule.has('drain batch') ? ['drains this CPU’s batch'] : []),
    ...(rule.has('drop swap cache') ? ['drops the swap cache'] : []),
  ];
  const writes = said('write fault', () => 'A write fault reuses the page', ', always');
  return [
    ...(rule.space.hasMarks ? ['Pages remember that they are exclusive.'] : []),
    ...(first.length === 0 ? [] : [`Before it looks at anything, a fault for writing ${first.join(' and ')}.`]),
    ...(writes.length === 0 ? ['Every write fault copies.'] : writes),
    ...said(
      'gup read',
      (does) => (does === 'break' ? 'GUP for reading breaks COW first' : 'GUP for reading unshares first'),
      ', always',
    ),
    ...(rule.has('unshare as write') ? ['Unsharing keeps a page that a write fault would reuse.'] : []),
    ...said('gup read file', () => 'On pages of files and the zero page GUP faults first', ', always'),
    ...said('fork', () => 'fork copies the page for the child', ', always'),
    ...said('swap-in', () => 'Swap-in for a store maps the page writable', ', always'),
    ...said('reclaim', () => 'Reclaim leaves the page alone'),
    ...said('clear_refs', () => 'clear_refs leaves the page alone'),
    ...said('mprotect rw', () => 'mprotect gives the write bit back at once', ', always'),
  ];
}

function sayFormula(formula: Formula, searched: Searched, isInner = false): string {
  if (formula.is === 'atom') {
    const name = searched.atoms[formula.atom];
    if (name === undefined) throw new Error(`Cannot look at thing ${formula.atom}`);
    const { words, otherwise } = getAtom(name);
    return formula.not ? otherwise : words;
  }
  const text = formula.of.map((part) => sayFormula(part, searched, true)).join(` ${formula.is} `);
  return isInner ? `(${text})` : text;
}
