import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { readScenarioFiles } from './files';

/**
 * What every search of content/ counted when it was last recorded, a line for each scenario, policy and kind of page. A change here is
 * a change of the model, never of the search alone: `UPDATE=1 npx vitest run tests/mm/recorded-counts.test.ts` records
 * anew, and the difference belongs to the change that caused it.
 */
const file = join(import.meta.dirname, 'recorded-counts.json');

const files = readScenarioFiles();

/** What is run: a scenario under a policy on a kind of page. */
interface Search {
  readonly slug: string;
  readonly policy: string;
  readonly kind: string;
}

const nameOf = ({ slug, policy, kind }: Search) => `${slug} ${policy} ${kind}`;

function count({ slug, policy, kind }: Search): string {
  const scenario = files.find((one) => one.slug === slug)?.scenario;
  if (scenario === undefined) throw new Error(`${slug} is missing`);
  const run = runPolicy(mm, scenario, policy, defaultBounds, kind);
  return `${run.states} states, ${run.transitions} transitions, ${run.schedules} schedules, ${run.outcomes.length} outcomes`;
}

const searches = files.flatMap(({ slug, scenario }) =>
  mm.policiesFor(scenario).flatMap((policy) => mm.kindsFor(scenario).map((kind): Search => ({ slug, policy, kind }))),
);

if (process.env.UPDATE === '1') {
  const lines = searches.map((search) => `  "${nameOf(search)}": "${count(search)}"`);
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}
const recorded: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));

describe('what a search counts', () => {
  it('is recorded for every scenario under every policy on every kind of page, and for nothing else', () =>
    expect(Object.keys(recorded)).toEqual(searches.map(nameOf)));

  for (const { slug } of files)
    it(`${slug}: as recorded`, () => {
      const own = searches.filter((search) => search.slug === slug);
      const counted = Object.fromEntries(own.map((search) => [nameOf(search), count(search)]));
      expect(counted).toEqual(Object.fromEntries(own.map((search) => [nameOf(search), recorded[nameOf(search)]])));
    });
});
