import { printClause } from '#lib/scenario/clause';
import { printExpression } from '#lib/scenario/expression';
import { printStepArgs } from '#lib/scenario/parse-step';
import { printOwnPolicy } from '#lib/scenario/print-own';
import { printComment, printRemarked } from '#lib/scenario/print-remarked';
import type { Check, Expectation, Property, Scenario, Step } from '#lib/scenario/scenario';
import type { Vocabulary } from '#lib/scenario/vocabulary';

/**
 * Canonical text: head, declarations, phases, properties, expectations, one blank line between the groups, comments
 * kept before or behind what they remark on. Parsing it gives the same scenario, line numbers included once the text
 * was canonical.
 */
export function printScenario(scenario: Scenario, vocabulary: Vocabulary): string {
  const groups: string[][] = [
    printRemarked(scenario.head, `${scenario.simulator} ${scenario.name}`),
    scenario.pages === null
      ? []
      : printRemarked(scenario.pages, `pages ${printPageKinds(scenario.pages.kinds, vocabulary)}`),
    ...scenario.ownPolicies.map((policy) => [...printOwnPolicy(policy)]),
    scenario.declarations.flatMap((declared) =>
      printRemarked(
        declared,
        `${declared.kind} ${declared.names.join(', ')}${declared.cpu === null ? '' : ` on cpu ${declared.cpu}`}`,
      ),
    ),
    ...scenario.phases.map((phase, index) => {
      const lines = phase.lines.flatMap((line) => printRemarked(line, printLine(line, vocabulary)));
      const opens = index > 0 || phase.order === 'concurrently';
      const word = phase.order === 'concurrently' ? 'concurrently' : 'then';
      return opens ? [...printRemarked(phase, word), ...lines] : lines;
    }),
    scenario.properties.flatMap((property) => printRemarked(property, printProperty(property))),
    scenario.expectations.flatMap((expected) => printRemarked(expected, printExpectation(expected, vocabulary))),
    scenario.trailing.map(printComment),
  ];
  return `${groups
    .filter((group) => group.length > 0)
    .map((group) => group.join('\n'))
    .join('\n\n')}\n`;
}

/** `never seen = SECRET` */
export function printProperty(property: Property): string {
  return `${property.mode} ${printExpression(property.condition)}`;
}

function printLine(line: Step | Check, vocabulary: Vocabulary): string {
  if (line.type === 'check') return `check ${printExpression(line.condition)}`;
  return `${line.actor}: ${printStep(line, vocabulary)}`;
}

/** A step without its actor: `vmsplice v -> pipe as taken after forked since closing`. */
export function printStep(step: Step, vocabulary: Vocabulary): string {
  const label = step.label === null ? '' : ` as ${step.label}`;
  const after = step.after.length === 0 ? '' : ` after ${step.after.join(', ')}`;
  const since = step.since.length === 0 ? '' : ` since ${step.since.join(', ')}`;
  return `${printStepArgs(step.verb, step.args, vocabulary)}${label}${after}${since}`;
}

function printPageKinds(kinds: readonly string[], vocabulary: Vocabulary): string {
  return kinds.length === vocabulary.pageKinds.length ? 'all' : kinds.join(', ');
}

function printExpectation(expected: Expectation, vocabulary: Vocabulary): string {
  const broken = expected.broken.length === 0 ? '' : ` ${expected.broken.join(', ')}`;
  const clauses = expected.clauses.map((clause) => `; ${printClause(clause)}`).join('');
  const on = expected.pageKinds.length === 0 ? '' : ` on ${printPageKinds(expected.pageKinds, vocabulary)}`;
  return `expect ${expected.policies.join(', ')}${on}: ${expected.verdict}${broken}${clauses}`;
}
