import { describe, expect, it } from 'vitest';
import { compareFacts, type Facts, printFacts } from '#lib/observation/facts';
import { makePlayer } from '#lib/observation/player';
import { predictProbe } from '#lib/observation/probe';
import { fillProbes } from '#lib/observation/probe/fill';
import { simulators } from '#lib/simulators';

const [simulator] = simulators;
if (simulator === undefined) throw new Error('no simulator');
const play = makePlayer(simulator);

const early = ['5.4.38', '5.4.59', '5.10.218', '5.10.262'] as const;
const late = ['6.1.192', '6.12.117', '7.2.12'] as const;

/**
 * What the programs of the trials saw on real kernels: the soft-dirty bit, PageDirty, what smaps says of the PTE where the
 * page does not hide it, and what was left after MADV_PAGEOUT. 6.18.44 was built without soft-dirty tracking.
 */
const seen: Readonly<Record<string, Readonly<Record<string, Facts>>>> = {
  i1: of([...early, ...late], { soft: 'soft-dirty', pte: 'dirty', pageDirty: 'no', swapped: 'yes', seen: 'old' }),
  i2: of([...early, ...late], { soft: 'clean', pte: 'clean', pageDirty: 'no', mapped: 'yes', seen: '0' }),
  i3: of([...early, ...late], { soft: 'soft-dirty', pte: 'dirty', pageDirty: 'no', mapped: 'no', file: 'old' }),
  i7: {
    ...of(early, { soft: 'clean', pageDirty: 'yes', mapped: 'no', seen: 'old', file: 'old' }),
    ...of(late, { soft: 'soft-dirty', pte: 'dirty', pageDirty: 'no', mapped: 'no', seen: 'old', file: 'old' }),
  },
  i9: {
    ...of(early, { registered: 'EINVAL' }),
    ...of(late, { registered: 'ok', soft: 'soft-dirty', pageDirty: 'yes', mapped: 'no', seen: 'old', file: 'old' }),
  },
  j1: of([...early, ...late, '6.18.44'], { messages: '2', first: 'ok', second: 'EEXIST', one: 'old', two: 'old' }),
};

function of(kernels: readonly string[], facts: Facts): Readonly<Record<string, Facts>> {
  return Object.fromEntries(kernels.map((kernel) => [kernel, facts]));
}

describe('what real kernels marked when userfaultfd filled a page follows from the rules', () => {
  for (const probe of fillProbes)
    for (const [kernel, facts] of Object.entries(seen[probe.id] ?? {}))
      it(`${probe.id} on ${kernel}: ${printFacts(facts)}`, () =>
        expect(compareFacts(facts, predictProbe(probe, kernel, play).prediction)).toEqual({
          agreement: 'agrees',
          reason: null,
        }));

  it('speaks of every trial', () => expect(Object.keys(seen)).toEqual(fillProbes.map(({ id }) => id)));

  it('would notice another rule', () => {
    const probe = fillProbes.find(({ id }) => id === 'i7');
    const facts = seen.i7?.['6.1.192'];
    if (probe === undefined || facts === undefined) throw new Error('i7 is missing');
    expect(compareFacts(facts, predictProbe(probe, '5.15', play).prediction).agreement).toBe('differs');
  });
});

describe('what the program of a trial prints', () => {
  const probe = fillProbes.find(({ id }) => id === 'i7');

  it('is read, save what it cannot tell', () => {
    const said =
      'softdirty=0 file/shm=1 PageDirty=1 smaps(PrivDirty=4 PrivClean=0 ShDirty=0 ShClean=0 Rss=4) => PTE dirty unknown (PageDirty hides it); MADV_PAGEOUT: pte none; read after: old (kept); after munmap+drop_caches pread=old';
    expect(probe?.read(said)).toEqual({
      registered: 'ok',
      pageDirty: 'yes',
      mapped: 'no',
      swapped: 'no',
      seen: 'old',
      file: 'old',
    });
  });

  it('is not guessed at', () => expect(probe?.read('softdirty=2 PageDirty=1')).toBeUndefined());
});
