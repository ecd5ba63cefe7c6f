import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { readScenarioFiles } from './files';

/**
 * What every search of content/ counted when it was last recorded, a line for each scenario and policy. A change here is
 * a change of the model, never of the search alone: `UPDATE=1 npx vitest run tests/mm/recorded-counts.test.ts` records
 * anew, and the difference belongs to the change that caused it.
 */
const file = join(import.meta.dirname, 'recorded-counts.json');

const files = readScenarioFiles();
const nameOf = (slug: string, policy: string) => `${slug} ${policy}`;

function count(slug: string, policy: string): string {
  const scenario = files.find((one) => one.slug === slug)?.scenario;
  if (scenario === undefined) throw new Error(`${slug} is missing`);
  const run = runPolicy(mm, scenario, policy, defaultBounds);
  return `${run.states} states, ${run.transitions} transitions, ${run.schedules} schedules, ${run.outcomes.length} outcomes`;
}

const pairs = files.flatMap(({ slug }) => mm.policies.map((policy) => ({ slug, policy: policy.id })));

if (process.env.UPDATE === '1') {
  const lines = pairs.map(({ slug, policy }) => `  "${nameOf(slug, policy)}": "${count(slug, policy)}"`);
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}
const recorded: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));

describe('what a search counts', () => {
  it('is recorded for every scenario under every policy, and for nothing else', () =>
    expect(Object.keys(recorded)).toEqual(pairs.map(({ slug, policy }) => nameOf(slug, policy))));

  for (const { slug } of files)
    it(`${slug}: as recorded, under every policy`, () => {
      const names = mm.policies.map((policy) => nameOf(slug, policy.id));
      const counted = Object.fromEntries(mm.policies.map(({ id }) => [nameOf(slug, id), count(slug, id)]));
      expect(counted).toEqual(Object.fromEntries(names.map((name) => [name, recorded[name]])));
    });
});
