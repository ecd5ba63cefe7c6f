import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import type { PolicyRun } from '#lib/scenario/run';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { readScenarioFiles } from './files';

/**
 * What the rules of userfaultfd, dirty marks and delivery come to in each row, worked out by hand from kernel trees and
 * mails: the word, and what the readers see. It was written before this model and knows nothing of it. `C3+A7f` is the
 * rule of 5.16 in a kernel whose forced writes ask for an exclusive page.
 */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  S23: {
    A1: 'WRONG',
    A2: 'OK',
    A3: 'WRONG',
    A4: 'WRONG',
    A5: 'WRONG',
    A6: 'WRONG',
    A7: 'WRONG',
    A8: 'OK',
    P2: 'WRONG',
    P3: 'WRONG',
  },
  S24: {
    A1: 'OK',
    A2: 'hang',
    A3: 'OK',
    A4: 'OK',
    A5: 'OK',
    A6: 'OK',
    A7: 'OK',
    A8: 'OK',
    P1: 'OK',
    P2: 'OK',
    P3: 'OK',
    P4: 'OK',
  },
  S40: { C0: 'LOST [0]', C1: 'OK [DATA]', C2: 'OK [DATA]', C3: 'OK [DATA]', C4: 'OK [DATA]', C5: 'OK [DATA]' },
  S41: { C0: 'OK, freed', C1: 'OK, kept', C2: 'OK, kept', C3: 'OK, kept', C4: 'OK, kept' },
  S42: {
    C0: 'OK [DATA]',
    C1: 'OK [DATA]',
    C2: 'OK [DATA]',
    C3: 'anomaly [DATA]',
    C4: 'anomaly [DATA]',
    C5: 'OK [DATA]',
  },
  S43: {
    'C2+A5': 'OK',
    'C5+A5': 'OK',
    'C3+A5': 'MISSED',
    'C4+A5': 'MISSED',
    'C3+A7': 'MISSED',
    'C3+A7f': 'OK',
    5.15: 'OK',
    5.16: 'MISSED',
    5.19: 'MISSED',
    '6.0': 'OK',
  },
  S44: { C0: 'reported', C1: 'reported', C2: 'reported', C3: 'reported', C4: 'reported', C5: 'not reported' },
  S44b: { C0: 'not reported', C1: 'not reported', C2: 'not reported', C3: 'reported', C4: 'reported' },
  S44c: { C0: 'OK', C1: 'OK', C2: 'OK', C3: 'over-report', C4: 'over-report' },
  S45: { C0: 'OK', C1: 'OK', C2: 'OK', C3: 'OK', C4: 'OK', C5: 'store missed' },
  S46: { A1: 'refused', A7: 'refused' },
  // Up to 5.6 a private copy was dirty only where it may be written.
  S47: { C0: 'OK', C1e: 'OK', C1: 'anomaly', C2: 'anomaly', C3: 'anomaly', C4: 'anomaly', C5: 'OK' },
  S48: { C0: 'OK', C1: 'OK', C2: 'OK', C3: 'OK', C4: 'OK', C5: 'OK' },
  S50: { D0: 'OK, second EEXIST', D1: 'LOST, second ok' },
  S51: { D0: 'OK', D1: 'LOST' },
  S52: { D0: 'OK', D1: 'not delivered' },
  S53: { D0: 'dirty before the store', D1: 'exact', C5: 'store missed' },
};

const broke = (run: PolicyRun, name: string) =>
  run.properties.some((property) => property.name.startsWith(name) && property.verdict === 'violated');
const shown = (run: PolicyRun, register: string) =>
  [...new Set(run.outcomes.map((outcome) => outcome.registers[register]))].sort().join(' or ');

/** What a run has to say in the words of its row. */
const inWords: Readonly<Record<string, (run: PolicyRun) => string>> = {
  S23: (run) => (broke(run, 'wrong-cow-pin') ? 'WRONG' : 'OK'),
  S24: (run) => (run.stuck === null ? 'OK' : 'hang'),
  S40: (run) => `${broke(run, 'lost-data') ? 'LOST' : 'OK'} [${shown(run, 'seen')}]`,
  S41: (run) => `${broke(run, 'lost-data') ? 'LOST' : 'OK'}, ${shown(run, 'again') === 'EEXIST' ? 'kept' : 'freed'}`,
  S42: (run) => `${broke(run, 'dirty-read-only') ? 'anomaly' : 'OK'} [${shown(run, 'seen')}]`,
  S43: (run) => (broke(run, 'missed-cow') ? 'MISSED' : 'OK'),
  S44: (run) => (shown(run, 'bit') === 'soft-dirty' ? 'reported' : 'not reported'),
  S44b: (run) => (shown(run, 'bit') === 'soft-dirty' ? 'reported' : 'not reported'),
  S44c: (run) => (broke(run, 'soft-dirty-extra') ? 'over-report' : 'OK'),
  S45: (run) => (broke(run, 'soft-dirty-missed') ? 'store missed' : 'OK'),
  S46: (run) => (shown(run, 'disk') === 'EINVAL' && shown(run, 'opened_for_reading') === 'EPERM' ? 'refused' : 'taken'),
  S47: (run) => (broke(run, 'dirty-read-only') ? 'anomaly' : broke(run, 'check') ? 'writable' : 'OK'),
  S48: (run) => (broke(run, 'missed-cow') || broke(run, 'check') ? 'MISSED' : 'OK'),
  S50: (run) => `${broke(run, 'lost-data') ? 'LOST' : 'OK'}, second ${shown(run, 'second')}`,
  S51: (run) => (broke(run, 'lost-data') ? 'LOST' : 'OK'),
  S52: (run) => (shown(run, 'result') === 'ok' ? 'OK' : 'not delivered'),
  S53: (run) =>
    broke(run, 'soft-dirty-missed')
      ? 'store missed'
      : broke(run, 'check dirty(P:v) = 0')
        ? 'dirty before the store'
        : 'exact',
};

describe('the tables of userfaultfd', () => {
  const files = readScenarioFiles();

  for (const [row, cells] of Object.entries(table))
    for (const [policy, cell] of Object.entries(cells))
      it(`${row} under ${policy}: ${cell}`, () => {
        const scenario = files.find((file) => file.tableRow === row)?.scenario;
        if (scenario === undefined) throw new Error(`no scenario is for ${row}`);
        const run = runPolicy(mm, scenario, policy, defaultBounds);
        expect(run.complete).toBe(true);
        expect(inWords[row]?.(run)).toBe(cell);
      });

  it('have a scenario for each row', () => {
    const rows = files.map((file) => file.tableRow).filter((row) => row !== undefined && /^S(2[34]|4\d|5\d)/.test(row));
    expect(rows.sort()).toEqual([...Object.keys(table), 'S23b'].sort());
  });
});
