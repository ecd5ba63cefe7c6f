// @vitest-environment node
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { ReactElement } from 'react';
import { renderToReadableStream } from 'react-dom/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { checkFiles, checkTogether } from '#lib/content/check-files';
import { checkRuns } from '#lib/content/check-runs';
import { collectDebate } from '#lib/content/exchange';
import { importReading } from '#lib/content/import-records';
import { judgeContent } from '#lib/content/judge';
import { KeptAnswers } from '#lib/content/kept-answers';
import { lintFiles } from '#lib/content/lint';
import { loadContent } from '#lib/content/load';
import { readContent } from '#lib/content/read-files';
import { getArgument } from '#lib/db/argument';
import { findComputed } from '#lib/db/findings';
import { listMatrices } from '#lib/db/matrix';
import type { Moot } from '#lib/db/open';
import { formats } from '#lib/exchange/formats';
import { findSimulatorOf, runScenario } from '#lib/simulators';
import ClaimPage from '../../app/claims/[slug]/page';
import HomePage from '../../app/page';
import ScenarioPage from '../../app/scenarios/[slug]/page';
import { makeFolder, makeMoot } from '../content/temp';
import { door } from './simulator';

// The one place that says which simulators there are.
vi.mock('#lib/simulator-list', async () => ({ simulatorList: [(await import('./simulator')).door] }));

/** The debate about a door, loaded and judged. */
let moot: Moot;
let folder = '';

beforeEach(async () => {
  moot = await makeMoot();
  folder = makeFolder();
  cpSync(join(import.meta.dirname, 'content'), folder, { recursive: true });
  const { state, issues } = await loadContent(moot, folder);
  expect({ state, issues }).toEqual({ state: 'loaded', issues: [] });
  expect((await judgeContent(moot)).problems).toEqual([]);
  globalThis.mootOpened = Promise.resolve(moot);
});

async function render(page: Promise<ReactElement>): Promise<string> {
  const stream = await renderToReadableStream(await page);
  await stream.allReady;
  return new Response(stream).text();
}

describe('a debate about something else', () => {
  it('is played by its own simulator, over every order', () => {
    const text =
      'door x\n\nconcurrently\nA: queue\nA: enter -> a\nA: leave\nB: queue\nB: enter -> b\nB: leave\n\nnever overtaken\n';
    const { scenario } = findSimulatorOf(text)!.parse(text);
    const { runs } = runScenario(door, scenario!);
    expect(runs.map(({ policy, verdict, complete, outcomes }) => [policy, verdict, complete, outcomes.length])).toEqual(
      [
        ['D1', 'violated', true, 2],
        ['D2', 'holds', true, 2],
      ],
    );
    expect(door.replay(scenario!, 'D1', runs[0]!.properties[0]!.schedule!).frames.at(-1)!.broken).toEqual([
      'overtaken',
    ]);
    expect(door.replay(scenario!, 'D2', runs[0]!.properties[0]!.schedule!).problem).toBe('Step 3 does not apply.');
  });

  it('has a matrix', async () => {
    const [matrix, ...others] = await listMatrices();
    expect(others).toEqual([]);
    expect(
      matrix!.topics[0]!.rows.map(({ claim, cells }) => [claim.slug, ...cells.map(({ verdict }) => verdict)]),
    ).toEqual([
      ['nobody-is-overtaken', 'violated', 'holds'],
      ['doors-should-be-fair', 'not applicable', 'not applicable'],
    ]);
  });

  it('has labels that differ by release, with the run as the reason', async () => {
    const labels = async (under: string) => Object.fromEntries((await getArgument({ under })).labels);
    expect(await labels('1.0')).toMatchObject({ 'nobody-is-overtaken': 'out' });
    expect((await labels('2.0'))['nobody-is-overtaken']).not.toBe((await labels('1.0'))['nobody-is-overtaken']);
    expect(JSON.stringify((await getArgument({ under: 'D1' })).why('nobody-is-overtaken'))).toContain('two-guests');
    expect((await getArgument()).under?.id).toBe('2.0');
  });

  it('has findings', async () => {
    expect(Object.values(await findComputed()).every(Array.isArray)).toBe(true);
  });

  it('passes the checks of its content', async () => {
    const { filed, issues } = checkFiles((await readContent(folder)).files);
    const runs = await checkRuns(filed, KeptAnswers.none(), () => undefined);
    expect([...issues, ...checkTogether(filed, () => false), ...lintFiles(filed), ...runs.issues]).toEqual([]);
    expect(runs.runs).toBe(2);
  });

  it('leaves in every format, and comes back from those that are read', async () => {
    const debate = await collectDebate();
    for (const format of formats) {
      const text = format.print(debate);
      expect(text, format.id).toContain('nobody-is-overtaken');
      if (format.read === null) continue;
      const result = await importReading(moot, format.read(text, 'x'), {
        file: 'x',
        date: '2026-01-01',
        replaces: false,
      });
      expect(result, format.id).toMatchObject({ state: 'unchanged', issues: [] });
    }
  });

  it('is shown by the same pages', async () => {
    const props = (slug: string) => ({ params: Promise.resolve({ slug }), searchParams: Promise.resolve({}) });
    const claim = await render(ClaimPage(props('nobody-is-overtaken') as Parameters<typeof ClaimPage>[0]));
    expect(claim).toContain('Who stands in line first goes in first');
    expect(claim).toContain('violated');
    const scenario = await render(ScenarioPage(props('two-guests')));
    expect(scenario).toContain('whoever is quick');
    const home = await render(HomePage({ searchParams: Promise.resolve({}) }));
    expect(home).toContain('Who may pass a door first?');
    expect(`${claim}${scenario}${home}`).not.toMatch(/copy-on-write|\bCOW\b|page_count|mapcount|hugetlb|\bfork\b/);
  });
});
