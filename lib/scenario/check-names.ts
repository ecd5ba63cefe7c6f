import {
  actorsOf,
  type Expression,
  type Issue,
  processOf,
  type Remarked,
  type Scenario,
  type Step,
  stepsOf,
  type Term,
} from '#lib/scenario/scenario';
import { quote } from '#lib/scenario/tokens';
import type { Form, SlotKind, Vocabulary } from '#lib/scenario/vocabulary';

/** Every name of a scenario by what it names. */
export interface Names {
  readonly kinds: ReadonlyMap<string, string>;
  /** Those that act, or that somebody forks. */
  readonly processes: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  readonly handles: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
  readonly registers: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  /** Those of `values` that a register may show and no step can store. */
  readonly results: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
}

/** Whether the slot of a form names something new there: it stands behind `->`. */
export function definesSlot(syntax: string, slot: SlotKind): boolean {
  return new RegExp(`-> ${slot}\\b`).test(syntax);
}

/** Collects what the steps define: what stands behind `->`, and in the slots that a form says it defines. */
export function collectNames(scenario: Scenario, vocabulary: Vocabulary): Names {
  const kinds = new Map<string, string>();
  for (const declared of scenario.declarations) for (const name of declared.names) kinds.set(name, declared.kind);
  for (const actor of actorsOf(scenario)) {
    const kind = kinds.get(actor) ?? kinds.get(processOf(actor)) ?? vocabulary.kinds[0] ?? '';
    kinds.set(actor, kind);
    if (!kinds.has(processOf(actor))) kinds.set(processOf(actor), kind);
  }
  const processes = new Set(
    [...actorsOf(scenario)].map(processOf).filter((name) => kinds.get(name) === vocabulary.kinds[0]),
  );
  const names = {
    kinds,
    processes,
    variables: new Set<string>(),
    handles: new Set<string>(),
    files: new Set<string>(),
    registers: new Set<string>(),
    values: new Set(vocabulary.values),
    results: new Set(vocabulary.results),
    labels: new Set<string>(),
  };
  for (const step of stepsOf(scenario)) {
    const { syntax = '', defines = [], results = [] } = vocabulary.forms.find((form) => form.verb === step.verb) ?? {};
    for (const result of results) {
      names.values.add(result);
      names.results.add(result);
    }
    if (step.args.VAR !== undefined && defines.includes('VAR')) names.variables.add(step.args.VAR);
    if (step.args.FILE !== undefined && defines.includes('FILE')) names.files.add(step.args.FILE);
    if (step.args.PROCESS !== undefined && defines.includes('PROCESS')) {
      if (!kinds.has(step.args.PROCESS)) kinds.set(step.args.PROCESS, vocabulary.kinds[0] ?? '');
      if (kinds.get(step.args.PROCESS) === vocabulary.kinds[0]) processes.add(step.args.PROCESS);
    }
    if (step.args.HANDLE !== undefined && definesSlot(syntax, 'HANDLE')) names.handles.add(step.args.HANDLE);
    if (step.args.REG !== undefined) names.registers.add(step.args.REG);
    if (step.args.VALUE !== undefined) names.values.add(step.args.VALUE);
    if (step.label !== null) names.labels.add(step.label);
  }
  return names;
}

/** Most names that a message offers. */
const MAX_OFFERED = 20;

const equality = new Set(['=', '!=']);

/** Everything that is wrong with the names of a scenario. */
export function checkNames(scenario: Scenario, vocabulary: Vocabulary): readonly Issue[] {
  const names = collectNames(scenario, vocabulary);
  const issues: Issue[] = [];
  const report = (where: Remarked, code: string, message: string, expected?: string) =>
    issues.push({
      severity: 'error',
      code,
      message,
      line: where.line,
      column: 1,
      ...(expected === undefined ? {} : { expected }),
    });
  const known = (where: Remarked, what: string, name: string, set: ReadonlySet<string>) => {
    if (set.has(name)) return;
    const some = [...set].slice(0, MAX_OFFERED).map(quote).join(', ') || 'none is defined';
    const offered = set.size > MAX_OFFERED ? `${some} and ${set.size - MAX_OFFERED} others` : some;
    report(where, 'unknown-name', `no ${what} is called ${quote(name)}, expected ${offered}`, offered);
  };
  const actors = new Set(actorsOf(scenario));
  const dones = new Set([...names.labels, ...actors]);
  const objects = new Set([...names.variables, ...names.handles]);

  checkTwice(scenario, vocabulary, report);
  checkMeanings(scenario, names, actors, report);
  // Who is declared and does nothing is misspelt somewhere: its CPU would silently be nobody's.
  const acting = new Set([...actors, ...[...actors].map(processOf), ...names.processes]);
  for (const declared of scenario.declarations)
    for (const name of declared.names) known(declared, 'actor', name, acting);
  for (const step of stepsOf(scenario)) {
    const form = vocabulary.forms.find((one) => one.verb === step.verb);
    const kind = names.kinds.get(step.actor) ?? '';
    if (form !== undefined && !form.by.includes(kind))
      report(
        step,
        'actor-kind',
        `a ${kind} cannot \`${step.verb}\`, expected ${form.by.join(' or ')}`,
        form.by.join(' or '),
      );
    const kinds = form?.pageKinds;
    const odd = scenario.pages?.kinds.find((one) => kinds?.includes(one) === false);
    if (odd !== undefined && kinds !== undefined)
      report(
        step,
        'page-kind',
        `\`${step.verb}\` is not played on ${odd}, expected \`pages ${kinds.join(', ')}\``,
        `\`pages ${kinds.join(', ')}\``,
      );
    checkStep(step, form, names, objects, known);
    if (step.args.VALUE !== undefined && names.results.has(step.args.VALUE))
      report(step, 'result', `${quote(step.args.VALUE)} is what a register shows, expected a value that can be stored`);
    for (const name of [...step.after, ...step.since]) known(step, 'label or actor', name, dones);
    if (step.verb === 'fork' && step.args.PROCESS === processOf(step.actor))
      report(step, 'fork-self', 'a process cannot fork itself, expected the name of a new process');
  }
  const conditions = [
    ...scenario.properties,
    ...scenario.phases.flatMap((phase) => phase.lines.filter((line) => line.type === 'check')),
  ];
  for (const one of conditions) checkExpression(one, one.condition, names, dones, known);
  for (const expected of scenario.expectations)
    for (const clause of expected.clauses)
      if ('register' in clause) {
        known(expected, 'register', clause.register, names.registers);
        for (const value of clause.values)
          for (const part of value.split('/')) known(expected, 'value', part, names.values);
      }
  if (stepsOf(scenario).length === 0) report(scenario.head, 'empty', 'the scenario has no step');
  else if (scenario.properties.length === 0)
    issues.push({
      severity: 'warning',
      code: 'no-property',
      message: 'the scenario says nothing that could break: give it a property',
      line: scenario.head.line,
      column: 1,
    });
  return issues;
}

type Known = (where: Remarked, what: string, name: string, set: ReadonlySet<string>) => void;
type Report = (where: Remarked, code: string, message: string) => void;

function checkStep(step: Step, form: Form | undefined, names: Names, objects: ReadonlySet<string>, known: Known): void {
  const { VAR, PLACE, TARGET, HANDLE, OBJECT, FILE, PROCESS } = step.args;
  if (VAR !== undefined) known(step, 'variable', VAR, names.variables);
  if (FILE !== undefined) known(step, 'file', FILE, names.files);
  if (HANDLE !== undefined && !definesSlot(form?.syntax ?? '', 'HANDLE')) known(step, 'handle', HANDLE, names.handles);
  if (OBJECT !== undefined) known(step, 'variable or handle', OBJECT.split('.')[0] ?? OBJECT, objects);
  if (PROCESS !== undefined) known(step, 'process', PROCESS, names.processes);
  if (PLACE !== undefined) checkPlace(step, PLACE, names, known);
  if (TARGET !== undefined) checkPlace(step, TARGET, names, known);
}

function checkPlace(where: Remarked, place: string, names: Names, known: Known): void {
  const [process, variable] = place.split(':');
  if (variable === undefined) {
    known(where, 'handle', place, names.handles);
    return;
  }
  known(where, 'process', process ?? '', names.processes);
  known(where, 'variable', variable, names.variables);
}

function checkExpression(
  where: Remarked,
  expression: Expression,
  names: Names,
  dones: ReadonlySet<string>,
  known: Known,
): void {
  if (expression.is === 'not') checkExpression(where, expression.of, names, dones, known);
  else if (expression.is === 'and' || expression.is === 'or')
    for (const part of expression.of) checkExpression(where, part, names, dones, known);
  else if (expression.is === 'done') known(where, 'label or actor', expression.name, dones);
  else if (expression.is === 'compare') checkComparison(where, expression, names, known);
}

type Compared = Extract<Expression, { is: 'compare' }>;

function checkComparison(where: Remarked, { left, op, right }: Compared, names: Names, known: Known): void {
  checkTerm(where, left, right, true, names, known);
  checkTerm(where, right, left, false, names, known);
  const isCounted = left.is === 'measure' || right.is === 'measure';
  // Values have no order: only counts can be less than something.
  if (!isCounted && op !== '=' && op !== '!=') known(where, 'comparison of values', op, equality);
}

function checkTerm(where: Remarked, term: Term, other: Term, isLeft: boolean, names: Names, known: Known): void {
  if (term.is === 'measure') {
    checkPlace(where, term.of, names, known);
    return;
  }
  if (other.is === 'measure') {
    if (!/^\d+$/.test(term.name)) known(where, 'number', term.name, new Set());
    return;
  }
  if (names.registers.has(term.name)) return;
  if (other.is === 'name' && names.registers.has(other.name)) {
    for (const part of term.name.split('/')) known(where, 'value', part, names.values);
  } else if (isLeft) known(where, 'register', term.name, names.registers);
}

/** Where either of two things may stand, one name for both would be taken for one of them without a word. */
function checkMeanings(scenario: Scenario, names: Names, actors: ReadonlySet<string>, report: Report): void {
  const pairs = [
    { first: names.variables, second: names.handles, what: 'a variable and a handle' },
    { first: names.registers, second: names.values, what: 'a register and a value' },
    { first: names.labels, second: actors, what: 'a label and an actor' },
  ];
  for (const { first, second, what } of pairs)
    for (const name of first)
      if (second.has(name)) {
        const where = stepsOf(scenario).find((step) => step.label === name || Object.values(step.args).includes(name));
        report(where ?? scenario.head, 'two-meanings', `${quote(name)} is ${what}, expected two names`);
      }
}

/** A handle or a label that two lines define would name two things. */
function checkTwice(scenario: Scenario, vocabulary: Vocabulary, report: Report): void {
  const seen = new Map<string, Remarked>();
  for (const declared of scenario.declarations)
    for (const name of declared.names) {
      // Apart from the names of steps: a process is declared, and forked as well.
      const first = seen.get(`declared ${name}`);
      if (first !== undefined)
        report(declared, 'defined-twice', `\`${name}\` is already declared in line ${first.line}, expected it once`);
      else seen.set(`declared ${name}`, declared);
    }
  for (const step of stepsOf(scenario)) {
    const { syntax = '', defines = [] } = vocabulary.forms.find((form) => form.verb === step.verb) ?? {};
    const defined = [
      ...(definesSlot(syntax, 'HANDLE') ? [step.args.HANDLE] : []),
      ...(definesSlot(syntax, 'REG') ? [step.args.REG] : []),
      ...(step.label === null ? [] : [step.label]),
      // A variable is mapped again in another process, and a file by many.
      ...(defines.includes('PROCESS') ? [step.args.PROCESS] : []),
    ];
    for (const name of defined) {
      if (name === undefined) continue;
      const first = seen.get(name);
      if (first !== undefined)
        report(step, 'defined-twice', `\`${name}\` is already defined in line ${first.line}, expected a new name`);
      else seen.set(name, step);
    }
  }
}
