import { describe, expect, test } from 'vitest';
import { mm } from '#lib/mm/mm';
import type { Bounds } from '#lib/scenario/simulator';
import { runPolicy, runScenario } from '#lib/simulators';
import { kindOf, makePlay, playSchedule, settleSchedule } from '../../app/_components/runner/play';
import { type AskedView, readAsked, writeView } from '../../app/_components/runner/view';
import { withAskedRun } from '../../app/scenarios/asked-run';

const text = [
  'mm attack',
  'P: map v = OLD',
  'P: fork C',
  'C: vmsplice v -> pipe',
  'C: munmap v',
  'P: write v = NEW',
  'C: read pipe -> seen',
  'never missed-cow',
  '',
].join('\n');
const bounds: Bounds = { maxStates: 10_000, maxCountedStates: 10_000 };
const { scenario } = mm.parse(text);
if (scenario === undefined) throw new Error('the text does not parse');
const { runs } = runScenario(mm, scenario, { policies: ['A1', 'A5', 'A8'], bounds });

function play(asked: AskedView, known = runs) {
  if (scenario === undefined) throw new Error('unreachable');
  const settled = settleSchedule({ simulator: mm, scenario, runs: known, asked });
  return makePlay('Attack', settled, playSchedule(settled));
}

describe('kinds of page and kernels in a view', () => {
  test('the first kind is not written, another is, and each shows its own verdict', () => {
    const base = play({ policy: 'A5' });
    expect([base.view.kind, kindOf(base), base.run?.verdict]).toEqual([null, 'base', 'holds']);
    const thp = play({ policy: 'A5', kind: 'thp' });
    expect([thp.view.kind, kindOf(thp), thp.run?.verdict]).toEqual(['thp', 'thp', 'violated']);
    expect(writeView(base.view)).not.toContain('kind');
    expect(writeView(thp.view)).toContain('policy=A5&kind=thp&schedule=');
    expect(play(readAsked(new URLSearchParams(writeView(thp.view)))).view).toEqual(thp.view);
  });

  test('without a policy the first that breaks on this kind is shown', () => {
    const holding = runs.filter(({ policy, kind }) => policy !== 'A1' || kind !== 'base');
    expect(play({}, holding).view.policy).toBe('A1');
    expect(play({ kind: 'hugetlb' }, holding).run?.verdict).toBe('violated');
  });

  test('a release is played as the last change of a rule before it, and says so', () => {
    const { view, notes, notices, policies } = play({ policy: '5.13', schedule: 'PP' });
    expect(view.policy).toBe('5.12');
    expect(notes).toEqual(['5.13 is played as 5.12, the last change of a rule before it.']);
    expect(notices).toEqual([]);
    expect(policies.at(-1)).toMatchObject({ id: '5.12', isAsked: true });
  });

  test('a combination may be compared with a kernel', () => {
    const { view, against } = play({ policy: 'B0+A5', with: '5.4', schedule: 'PPCCP' });
    expect(view).toMatchObject({ policy: 'B0+A5', against: '5.4' });
    expect(against?.frames.length).toBe(6);
  });

  test('a kind that the scenario is not played on is said', () => {
    expect(play({ kind: 'pud' }).notices).toEqual(['The scenario is not played on “pud”, but on base, thp, hugetlb.']);
  });
});

test('what an address asks for by name is run for a page without scripts, on every kind', () => {
  const data = {
    slug: 's',
    title: '',
    question: '',
    simulator: 'mm',
    text,
    runs,
    engine: null,
    isStale: false,
    bound: [],
  };
  const asked = withAskedRun(data, { policy: '5.13', with: 'A1' }).runs.slice(runs.length);
  expect(asked.map(({ policy, kind, verdict }) => [policy, kind, verdict])).toEqual([
    ['5.12', 'base', 'holds'],
    ['5.12', 'thp', 'violated'],
    ['5.12', 'hugetlb', 'violated'],
  ]);
  if (scenario !== undefined) expect(asked[1]).toEqual(runPolicy(mm, scenario, '5.12', bounds, 'thp'));
  expect(withAskedRun(data, { policy: 'A1' }).runs).toBe(data.runs);
});
