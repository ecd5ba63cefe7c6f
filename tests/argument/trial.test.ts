import { describe, expect, it } from 'vitest';
import { findTrials } from '#lib/argument/trial';
import { claimOf, relates, says } from './debate.ts';

describe('findTrials', () => {
  const asked = claimOf('asked', {
    kind: 'normative',
    scenarios: [],
    judges: [{ scenario: 'race', predicate: 'x = 1', note: 'as asked' }],
    relations: [relates('rebuts', 'kept')],
  });
  const kept = claimOf('kept', { scenarios: [{ scenario: 'race', property: 'p' }] });
  const other = claimOf('other', { scenarios: [{ scenario: 'race', property: 'q' }] });

  it('sets a predicate beside the property of a claim that is set against it, on the pages of both', () => {
    const trial = {
      scenario: 'race',
      kind: null,
      sides: [
        { claim: 'asked', yardstick: { predicate: 'x = 1' }, note: 'as asked' },
        { claim: 'kept', yardstick: { property: 'p' }, note: null },
      ],
    };
    expect(findTrials([asked, kept, other], 'asked')).toEqual([trial]);
    expect(findTrials([asked, kept, other], 'kept')).toEqual([trial]);
    expect(findTrials([asked, kept, other], 'other')).toEqual([]);
  });

  it('prefers a predicate of the other side, and leaves out who has no measure of this run', () => {
    const rival = claimOf('rival', {
      kind: 'normative',
      scenarios: [],
      judges: [{ scenario: 'race', predicate: 'x = 2' }],
      relations: [relates('contrary', 'asked')],
    });
    const mute = claimOf('mute', { relations: [relates('rebuts', 'asked')] });
    expect(findTrials([asked, rival, mute], 'asked')[0]?.sides.map(({ claim }) => claim)).toEqual(['asked', 'rival']);
    expect(findTrials([asked, rival, mute], 'mute')).toEqual([]);
  });

  it('shows a run once where two normative claims judge it', () => {
    const rival = claimOf('rival', {
      kind: 'normative',
      scenarios: [],
      judges: [{ scenario: 'race', predicate: 'x = 2' }],
      relations: [relates('contrary', 'asked')],
    });
    const sides = (slug: string) =>
      findTrials([asked, kept, rival], slug).map((trial) => trial.sides.map(({ claim }) => claim));
    expect(sides('rival')).toEqual([['asked', 'kept', 'rival']]);
    expect(sides('kept')).toEqual([['asked', 'kept', 'rival']]);
  });

  it('takes what those hold who reject a predicate for the other side, unless who asks it holds that too', () => {
    const rejected = claimOf('asked', {
      kind: 'normative',
      scenarios: [],
      judges: [{ scenario: 'race', predicate: 'x = 1' }],
      stances: [says('ann', 'asserts'), says('bob', 'rejects')],
    });
    const theirs = claimOf('theirs', {
      scenarios: [{ scenario: 'race', property: 'q' }],
      stances: [says('bob', 'asserts')],
    });
    const alike = { ...theirs, id: 'alike' };
    const both = claimOf('both', {
      scenarios: [{ scenario: 'race', property: 'r' }],
      stances: [says('bob', 'asserts'), says('ann', 'accepts')],
    });
    const [trial] = findTrials([rejected, theirs, alike, both], 'asked');
    expect(trial?.sides.map(({ claim }) => claim)).toEqual(['asked', 'theirs']);
  });

  it('compares runs on the same kind of page alone, and no counts', () => {
    const huge = claimOf('kept', { scenarios: [{ scenario: 'race', property: 'p', kind: 'thp' }] });
    const count = claimOf('kept', { scenarios: [{ scenario: 'race', property: 'copies' }] });
    for (const one of [huge, count]) {
      expect(findTrials([asked, one], 'asked')[0]?.sides.map(({ claim }) => claim)).toEqual(['asked']);
    }
  });
});
