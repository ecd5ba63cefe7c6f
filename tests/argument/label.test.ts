import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listIdleUndercuts } from '#lib/argument/arguments';
import { asOf } from '#lib/argument/as-of';
import type { Evidence, Witness } from '#lib/argument/evidence';
import { listExtensions } from '#lib/argument/extensions';
import { type DebateGraph, type GraphClaim, type GraphRelation, heldBy } from '#lib/argument/graph';
import { labelClaims } from '#lib/argument/label';
import { relationKinds } from '#lib/argument/relation';
import type { Reason } from '#lib/argument/why';
import type { VerdictWord } from '#lib/scenario/run';

const said = (person: string, attitude: 'asserts' | 'withdraws' = 'asserts', date = '2021-01-01') => {
  return { person, attitude, date, message: `${person}@example.org`, note: 'said so' };
};

function claim(slug: string, given: Partial<GraphClaim> = {}): GraphClaim {
  const stances = given.stances ?? [said('ann')];
  const rest = { title: slug, kind: 'factual' as const, topic: 't', order: 1, scenarios: ['s'], ...heldBy(stances) };
  return { slug, ...rest, ...given };
}

const unheld = { stances: [said('ann', 'asserts'), said('ann', 'withdraws', '2021-01-02')] };

type Bearing = readonly [from: string, kind: GraphRelation['kind'], to: string, more?: Partial<GraphRelation>];

function graph(claims: readonly GraphClaim[], ...bearings: readonly Bearing[]): DebateGraph {
  const plain = {
    premises: [],
    toward: null,
    scenario: null,
    person: null,
    message: null,
    date: '2021-01-01',
    note: '',
  };
  return { claims, relations: bearings.map(([from, kind, to, more]) => ({ ...plain, from, kind, to, ...more })) };
}

function run(verdict: VerdictWord, more: Partial<Witness> = {}): Witness {
  const counted = { states: 9, schedules: '2', steps: 3, complete: true, bound: null, stale: false, isStuck: false };
  return { scenario: 's', property: 'p', kind: null, policy: 'A1', verdict, ...counted, ...more };
}

function labels(of: DebateGraph, evidence: Evidence = new Map()): string {
  return [...labelClaims(of, evidence).labels].map(([slug, label]) => `${slug} ${label}`).join(', ');
}

describe('a claim', () => {
  it('stands on its holders alone, and falls with the last of them', () => {
    expect(labels(graph([claim('a'), claim('b', unheld), claim('c', { stances: [] })]))).toBe('a in, b out, c out');
  });

  it('that nobody holds stands on what supports it', () => {
    const claims = [claim('a'), claim('b', unheld), claim('c', unheld)];
    expect(labels(graph(claims, ['a', 'supports', 'b'], ['b', 'concedes', 'c']))).toBe('a in, b in, c in');
    expect(labels(graph(claims, ['b', 'supports', 'c']))).toBe('a in, b out, c out');
  });

  it('does not stand on itself', () => {
    const claims = [claim('a', unheld), claim('b', unheld), claim('x')];
    const circle: readonly Bearing[] = [
      ['a', 'supports', 'b'],
      ['b', 'supports', 'a'],
    ];
    expect(labels(graph(claims, ...circle))).toBe('a out, b out, x in');
    expect(labels(graph(claims, ...circle, ['x', 'supports', 'a']))).toBe('a in, b in, x in');
    const why = labelClaims(graph(claims, ...circle), new Map()).why('a');
    expect(JSON.stringify(why)).toContain('"what":"circle"');
  });

  it('falls with a claim that rebuts it, and rises with what rebuts that', () => {
    const claims = [claim('a'), claim('b'), claim('c')];
    expect(labels(graph(claims, ['b', 'rebuts', 'a']))).toBe('a out, b in, c in');
    expect(labels(graph(claims, ['b', 'rebuts', 'a'], ['c', 'rebuts', 'b']))).toBe('a in, b out, c in');
    expect(labels(graph(claims, ['b', 'supersedes', 'a']))).toBe('a out, b in, c in');
  });

  it('is undecided between contraries, whoever wrote the relation', () => {
    const claims = [claim('a'), claim('b')];
    expect(labels(graph(claims, ['a', 'contrary', 'b']))).toBe('a undecided, b undecided');
    expect(labels(graph(claims, ['b', 'contrary', 'a']))).toBe('a undecided, b undecided');
  });
});

describe('an inference', () => {
  it('needs each of its premises', () => {
    const rebuts: Bearing = ['a', 'rebuts', 'c', { premises: ['b'] }];
    expect(labels(graph([claim('a'), claim('b'), claim('c')], rebuts))).toBe('a in, b in, c out');
    expect(labels(graph([claim('a'), claim('b', unheld), claim('c')], rebuts))).toBe('a in, b out, c in');
  });

  it('is undercut: the one toward a claim, or every one', () => {
    const claims = [claim('a'), claim('b', unheld), claim('c'), claim('u')];
    const made: readonly Bearing[] = [
      ['a', 'supports', 'b'],
      ['a', 'rebuts', 'c'],
    ];
    expect(labels(graph(claims, ...made))).toBe('a in, b in, c out, u in');
    expect(labels(graph(claims, ...made, ['u', 'undercuts', 'a', { toward: 'b' }]))).toBe('a in, b out, c out, u in');
    expect(labels(graph(claims, ...made, ['u', 'undercuts', 'a']))).toBe('a in, b out, c in, u in');
  });

  it('that is undercut and that nobody made is named', () => {
    const claims = [claim('a'), claim('b'), claim('u')];
    const idle = (...bearings: readonly Bearing[]) => listIdleUndercuts(graph(claims, ...bearings)).length;
    expect(idle(['u', 'undercuts', 'a'])).toBe(1);
    expect(idle(['a', 'supports', 'b'], ['u', 'undercuts', 'a'])).toBe(0);
    expect(idle(['a', 'supports', 'b'], ['u', 'undercuts', 'a', { toward: 'u' }])).toBe(1);
    expect(idle(['u', 'undercuts', 'a', { scenario: 's' }])).toBe(0);
    expect(idle(['u', 'undercuts', 'a', { scenario: 'other' }])).toBe(1);
  });
});

describe('a run', () => {
  const seen = (...witnesses: readonly Witness[]): Evidence => new Map([['a', witnesses]]);

  it('defeats a factual claim, and no other', () => {
    expect(labels(graph([claim('a')]), seen(run('violated')))).toBe('a out');
    expect(labels(graph([claim('a')]), seen(run('holds'), run('holds', { isStuck: true })))).toBe('a out');
    expect(labels(graph([claim('a', { kind: 'normative' })]), seen(run('violated')))).toBe('a in');
  });

  it('says nothing where it is stale, met a bound, or never came to the point', () => {
    const open = [
      run('unknown', { bound: 'states', complete: false }),
      run('vacuous'),
      run('holds', { stale: true }),
      run('holds', { complete: false }),
      run('not applicable'),
      run('violated', { stale: true }),
    ];
    for (const one of open) {
      expect(labels(graph([claim('a')]), seen(one)), one.verdict).toBe('a in');
      expect(labels(graph([claim('a', unheld)]), seen(one)), one.verdict).toBe('a out');
      expect(labels(graph([claim('a', unheld)]), seen(run('holds'), one))).toBe(
        one.verdict === 'not applicable' ? 'a in' : 'a out',
      );
    }
  });

  it('of every test that holds is a ground, and decides against what is said', () => {
    expect(labels(graph([claim('a', unheld)]), seen(run('holds'), run('reached')))).toBe('a in');
    const claims = [claim('a'), claim('b')];
    expect(labels(graph(claims, ['b', 'rebuts', 'a']), seen(run('holds')))).toBe('a in, b in');
    expect(labels(graph(claims, ['b', 'contrary', 'a']), seen(run('holds')))).toBe('a in, b out');
  });

  it('is put in doubt with the model', () => {
    const doubt: Bearing = ['u', 'undercuts', 'a', { scenario: 's' }];
    const claims = [claim('a'), claim('u')];
    expect(labels(graph(claims, doubt), seen(run('violated')))).toBe('a in, u in');
    expect(labels(graph(claims, doubt), seen(run('violated'), run('violated', { scenario: 't' })))).toBe('a out, u in');
    expect(labels(graph([claim('a', unheld), claim('u')], doubt), seen(run('holds')))).toBe('a out, u in');
  });

  it('that defeats a narrower claim defeats the general one, over any number of steps', () => {
    const claims = [claim('a'), claim('b'), claim('c')];
    const refines: readonly Bearing[] = [
      ['a', 'refines', 'b'],
      ['b', 'refines', 'c'],
    ];
    const refined = graph(claims, ...refines);
    expect(labels(refined, seen(run('violated')))).toBe('a out, b out, c out');
    expect(labels(refined, new Map([['c', [run('violated')]]]))).toBe('a in, b in, c out');
    const why = labelClaims(refined, seen(run('violated'))).why('c');
    expect(why).toMatchObject({ label: 'out', because: [{ what: 'run', of: 'a', speaks: 'against' }] });
    const doubted = graph([...claims, claim('u')], ...refines, ['u', 'undercuts', 'a', { scenario: 's' }]);
    expect(labels(doubted, seen(run('violated')))).toBe('a in, b in, c in, u in');
    const kinds = graph([claim('a'), claim('b', { kind: 'normative' }), claim('c', { kind: 'empirical' })], ...refines);
    expect(labels(kinds, seen(run('violated')))).toBe('a out, b in, c out');
  });

  it('speaks for every statement of the same', () => {
    const claims = [claim('a', unheld), claim('b', unheld)];
    const same = graph(claims, ['a', 'equivalent', 'b']);
    expect(labels(same, seen(run('holds')))).toBe('a in, b in');
    expect(labels(graph([claim('a'), claim('b')], ['a', 'equivalent', 'b']), seen(run('violated')))).toBe(
      'a out, b out',
    );
  });
});

describe('why', () => {
  it('names the runs and the support of a claim that is held, too, and explains nothing twice', () => {
    const claims = [claim('a'), claim('b')];
    const mutual = graph(claims, ['a', 'supports', 'b'], ['b', 'supports', 'a']);
    expect(labelClaims(mutual, new Map([['a', [run('holds')]]])).why('a')).toMatchObject({
      label: 'in',
      because: [
        { what: 'held' },
        { what: 'run', speaks: 'for' },
        { what: 'relation', speaks: 'for', because: [{ what: 'claim', slug: 'b', because: [{ what: 'held' }] }] },
      ],
    });
  });

  it('says everything that defeats the claim that was asked about, but nothing that rests on its defeat', () => {
    const claims = ['a', 'b', 'c', 'd', 'e', 'f'].map((slug) => claim(slug));
    const bearings: readonly Bearing[] = [
      ['b', 'rebuts', 'a'],
      // In later than a is out, and for reasons of its own.
      ['c', 'rebuts', 'a'],
      ['d', 'rebuts', 'c'],
      ['e', 'rebuts', 'd'],
      // In because a is out.
      ['a', 'rebuts', 'f'],
      ['f', 'rebuts', 'a'],
    ];
    const reason = labelClaims(graph(claims, ...bearings), new Map()).why('a');
    const from =
      reason.what === 'claim' ? reason.because.map((one) => one.what === 'relation' && one.relation.from) : [];
    expect(from).toEqual(['b', 'c']);
  });

  it('does not run out of stack on a long chain', () => {
    const claims = Array.from({ length: 20_000 }, (_, place) => claim(`c${place}`));
    const bearings = claims.slice(1).map(({ slug }, place): Bearing => [slug, 'rebuts', `c${place}`]);
    const { why, labels: found } = labelClaims(graph(claims, ...bearings), new Map());
    expect(found.get('c0')).toBe('out');
    expect(JSON.stringify(why('c0'))).toContain('"elsewhere":"its page"');
  });

  it('ends on any graph, and only in runs and mails', () => {
    fc.assert(
      fc.property(drawDebate, ({ debate, evidence }) => {
        const { why, labels: found } = labelClaims(debate, evidence);
        for (const { slug } of debate.claims) {
          const reason = why(slug);
          expect(reason).toMatchObject({ what: 'claim', slug, label: found.get(slug) });
          for (const leaf of leavesOf(reason)) expect(leaf).toBe('fine');
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** `fine` for a leaf that says where it comes from. */
function leavesOf(reason: Reason): readonly string[] {
  switch (reason.what) {
    case 'held':
      return [reason.stances.length > 0 ? 'fine' : 'held by nobody'];
    case 'unheld':
    case 'circle':
    case 'run':
      return ['fine'];
    case 'relation':
      return reason.because.length === 0 ? ['a relation without premises'] : reason.because.flatMap(leavesOf);
    case 'claim':
      if (reason.because.length === 0)
        return [reason.elsewhere === 'above' ? 'fine' : `${reason.slug} without reasons`];
      return reason.because.flatMap(leavesOf);
  }
}

const slugs = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const drawDebate = fc
  .record({
    held: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    bearings: fc.array(
      fc.tuple(fc.constantFrom(...slugs), fc.constantFrom(...relationKinds), fc.constantFrom(...slugs), fc.boolean()),
      { maxLength: 14 },
    ),
    words: fc.array(fc.constantFrom(...(['holds', 'violated', 'unknown', 'not applicable'] as const)), {
      minLength: 6,
      maxLength: 6,
    }),
  })
  .map(({ held, bearings, words }) => ({
    debate: graph(
      slugs.map((slug, place) => claim(slug, held[place] === true ? {} : unheld)),
      ...bearings
        .filter(([from, , to]) => from !== to)
        .map(([from, kind, to, isDoubt]): Bearing => {
          return [from, kind, to, kind === 'undercuts' && isDoubt ? { scenario: 's' } : {}];
        }),
    ),
    evidence: new Map(slugs.map((slug, place) => [slug, [run(words[place] ?? 'unknown')]])),
  }));

describe('asOf', () => {
  it('knows what was said by the end of the day', () => {
    const early = claim('a', { stances: [said('ann'), said('ann', 'withdraws', '2021-03-01')] });
    const late = claim('b', { stances: [said('bo', 'asserts', '2021-02-01')] });
    const whole = graph([early, late], ['b', 'rebuts', 'a', { date: '2021-02-02' }]);
    expect(labels(asOf(whole, '2020-12-31'))).toBe('');
    expect(labels(asOf(whole, '2021-01-31'))).toBe('a in');
    expect(labels(asOf(whole, '2021-02-01'))).toBe('a in, b in');
    expect(labels(asOf(whole, '2021-02-02'))).toBe('a out, b in');
    expect(asOf(whole, '2021-02-02').claims[0]?.holders).toEqual(['ann']);
    expect(asOf(whole, '2021-03-01').claims[0]?.holders).toEqual([]);
  });
});

describe('listExtensions', () => {
  const positions = (of: DebateGraph, evidence: Evidence = new Map()) =>
    listExtensions(labelClaims(of, evidence)).positions.map((one) =>
      [...one].map(([slug, label]) => `${slug} ${label}`).join(', '),
    );

  it('takes each side of a quarrel', () => {
    const quarrel = graph([claim('a'), claim('b'), claim('c')], ['a', 'contrary', 'b'], ['b', 'rebuts', 'c']);
    expect(positions(quarrel).toSorted()).toEqual(['a in, b out, c in', 'a out, b in, c out']);
  });

  it('is the grounded labels where nothing is open', () => {
    expect(positions(graph([claim('a'), claim('b')], ['a', 'rebuts', 'b']))).toEqual(['a in, b out']);
    expect(positions(graph([]))).toEqual(['']);
  });

  it('lets no circle lift itself up', () => {
    const claims = [claim('x'), claim('y'), claim('a', unheld), claim('b', unheld)];
    const open = graph(
      claims,
      ['x', 'contrary', 'y'],
      ['x', 'supports', 'a'],
      ['a', 'supports', 'b'],
      ['b', 'supports', 'a'],
    );
    expect(labels(open)).toBe('x undecided, y undecided, a undecided, b undecided');
    expect(positions(open).toSorted()).toEqual(['x in, y out, a in, b in', 'x out, y in, a out, b out']);
  });
});
