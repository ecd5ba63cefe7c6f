import { describe, expect, test } from 'vitest';
import { makePlay, playSchedule, settleSchedule } from '../../app/_components/runner/play';
import { listPrefixes } from '../../app/_components/runner/schedule';
import { findLine } from '../../app/_components/runner/text-line';
import { type AskedView, readAsked, writeView } from '../../app/_components/runner/view';
import { titleOf, writeHead, writeSearch } from '../../app/_components/runner/words';
import { makeRun, toy } from './toy';

const { scenario } = toy.parse('count');
if (scenario === undefined) throw new Error('the toy cannot read its own text');
const runs = [makeRun('T1', 'violated', 'BBB'), makeRun('T2', 'holds', null), makeRun('T3', 'holds', null)];

function play(asked: AskedView, known = runs) {
  if (scenario === undefined) throw new Error('unreachable');
  const settled = settleSchedule({ simulator: toy, scenario, runs: known, asked });
  return makePlay('Counting', settled, playSchedule(settled));
}

describe('the view of an address', () => {
  test('an empty one shows what breaks, beside the policy that parts last, at the step where they part', () => {
    expect(play({}).view).toEqual({ policy: 'T1', kind: null, schedule: 'BBB', step: 3, against: 'T3' });
  });

  test('a policy that holds is shown on the schedule that breaks another', () => {
    expect(play({ policy: 'T2' }).view).toEqual({ policy: 'T2', kind: null, schedule: 'BBB', step: 2, against: 'T1' });
  });

  test('a whole one is obeyed, and writes itself again', () => {
    const asked = { policy: 'T2', schedule: 'AB2', step: '1' };
    const { view } = play(asked);
    expect(view).toEqual({ policy: 'T2', kind: null, schedule: 'AB2', step: 1, against: null });
    expect(play(readAsked(new URLSearchParams(writeView(view)))).view).toEqual(view);
    expect(play(readAsked(new URLSearchParams(writeView({ ...view, against: 'T1' })))).view.against).toBe('T1');
  });

  test('what does not apply is said, and the nearest thing is shown', () => {
    expect(play({ policy: 'Z' })).toMatchObject({
      notices: ['There is no policy or kernel “Z” here. Choose one of the table.'],
    });
    const cut = play({ policy: 'T1', schedule: 'BXB', step: '3' });
    expect(cut.notices).toEqual(['This schedule no longer applies at step 2: there is no X.']);
    expect(cut.view.step).toBe(1);
    expect(play({ schedule: 'BB', step: '9' }).notices[0]).toContain('2 steps');
    expect(play({ schedule: 'BB', step: 'x' }).view.step).toBe(2);
    expect(play({ schedule: 'BB', step: '-1' }).view.step).toBe(2);
  });

  test('nothing run yet shows the start, and no verdict', () => {
    const empty = play({}, []);
    expect(empty.view).toEqual({ policy: 'T1', kind: null, schedule: '', step: 0, against: null });
    expect(empty.run).toBeUndefined();
    expect(empty.diagrams).toEqual([]);
  });
});

describe('words', () => {
  test('a verdict says how much was searched, and a bound is never a pass', () => {
    const [violated, holds] = runs;
    const unknown = makeRun('T1', 'unknown', null);
    expect(violated && writeHead(violated, toy.properties)).toBe('Violated under T1: three');
    expect(violated && writeSearch(violated)).toBe(
      'Shortest schedule 3 steps; 4 states, 3 schedules. Complete: no bound was reached.',
    );
    expect(holds && writeHead(holds, toy.properties)).toBe('Holds under T2');
    expect(writeHead(unknown, toy.properties)).toContain('Unknown');
    expect(writeSearch(unknown)).toBe('4 states, schedules not counted. Not complete: the search stopped at 4 states.');
  });

  test('a title inside a sentence keeps its capitals where it has several', () => {
    const properties = [
      { name: 'a', title: 'Missed COW', meaning: '' },
      { name: 'b', title: 'TLB is stale', meaning: '' },
    ];
    expect(['a', 'b', 'c'].map((name) => titleOf(name, properties))).toEqual(['missed COW', 'TLB is stale', 'c']);
  });

  test('a line of the text without its actor and comment', () => {
    expect(findLine('toy x\n  P.reader: read v -> r  # why\n', 2)).toBe('read v -> r');
    expect(findLine('toy x', 7)).toBe('');
  });
});

test('the schedule up to each step, with codes of several letters', () => {
  expect(listPrefixes(toy.replay(scenario, 'T1', 'AB2BB2'))).toEqual(['', 'A', 'AB2', 'AB2B', 'AB2BB2']);
});
