import { readFileSync } from 'node:fs';
import { PlainError } from '#lib/cli/plain-error';
import type { OwnPolicy } from '#lib/scenario/own-policy';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';

/** Reads a file of policies of one's own; undefined where it cannot be read, which is said on standard error. */
export function readOwnPolicies(file: string, simulator: Simulator): readonly OwnPolicy[] | undefined {
  const { policies, issues } = simulator.parseOwn(readText(file));
  for (const { line, column, message } of issues) console.error(`${file}:${line}:${column}: ${message}`);
  return policies;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlainError(`Cannot read "${file}": ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** The scenario with policies of a file beside those of its own text. */
export function addOwn(scenario: Scenario, policies: readonly OwnPolicy[], file: string): Scenario {
  const twice = policies.find(({ id }) => scenario.ownPolicies.some((own) => own.id === id));
  if (twice !== undefined)
    throw new PlainError(`The scenario ${scenario.name} has a policy "${twice.id}", and so has ${file}: rename one.`);
  return { ...scenario, ownPolicies: [...scenario.ownPolicies, ...policies] };
}
