import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { defaultBounds, runPolicy } from '#lib/simulators';

/** The policies of a column of the table, in its order. */
const columns = [
  ['A1'],
  ['A2s'],
  ['A2'],
  ['A3'],
  ['A4'],
  ['A5a'],
  ['A5'],
  ['A6'],
  ['A7', 'A7f', 'A7w', 'A8', 'A8n', 'A8m'],
  ['P1'],
  ['P2'],
  ['P3'],
  ['P4'],
] as const;

/** Orders of pin, fork and store; PIN stands for how the reference is taken. */
const orders = {
  S01: 'P: fork C\nC: vmsplice v -> h\nC: munmap v\nP: write v = NEW\nC: read h -> seen',
  s1: 'P: PIN v -> h\nP: fork C\nP: write v = NEW\nC: read v -> child\nP: read h -> seen',
  s4: 'P: PIN v -> h\nP: fork C\nP: munmap v\nC: write v = NEW\nP: read h -> seen',
  s5: 'P: fork C\nP: PIN v -> h\nP: write v = NEW\nC: read v -> child\nP: read h -> seen',
  s9: 'P: fork C\nC: PIN v -> h\nC: munmap v\nP: write v = NEW\nC: read h -> seen',
  s12: 'P: PIN v -> h\nP: mprotect ro v\nP: mprotect rw v\nP: write v = NEW\nP: read h -> seen',
  s14: 'P: PIN v -> h\nK: swapout P:v\nP: write v = NEW\nP: read h -> seen',
} as const;

const real = 'pin write longterm';
const readOnly = 'pin read longterm';

/**
 * Worked out by hand from kernel trees for huge pages, before this model: order, pin, kind of page, and a cell for each
 * column, M missed COW, W wrong COW, . neither.
 */
const rows = [
  ['S01', 'vmsplice', 'thp', 'M..MMMM.....M'],
  ['S01', 'vmsplice', 'hugetlb', 'M..MMMMMM...M'],
  ['s1', real, 'thp', 'WWWW.....W...'],
  ['s1', real, 'hugetlb', 'WWWWWW...W..W'],
  ['s4', real, 'thp', 'MMMM.....M...'],
  ['s5', readOnly, 'thp', 'W..WWWWW..W.W'],
  ['s9', readOnly, 'thp', 'M..MMMM.....M'],
  ['s9', readOnly, 'hugetlb', 'M..MMMMM....M'],
  ['s12', readOnly, 'thp', '.......W.....'],
  ['s12', real, 'thp', '.......W.....'],
  ['s12', 'vmsplice', 'thp', '.......W.....'],
  ['s14', real, 'thp', '.............'],
  ['s14', readOnly, 'hugetlb', '.............'],
] as const;

describe('the table of huge pages', () => {
  for (const [order, pin, kind, cells] of rows)
    it(`${order} with ${pin} on ${kind}`, () => {
      const kernel = order === 's14' ? 'kernel K\n' : '';
      const steps = orders[order].replace('PIN', pin);
      const { scenario, issues } = mm.parse(
        `mm t\n${kernel}P: map v = OLD\n${steps}\nnever missed-cow\nnever wrong-cow\n`,
      );
      if (scenario === undefined) throw new Error(JSON.stringify(issues));
      expect(cells).toHaveLength(columns.length);
      const found = columns.flatMap((policies) =>
        policies.map((policy) => {
          const run = runPolicy(mm, scenario, policy, defaultBounds, kind);
          const broken = (name: string) =>
            run.properties.some((property) => property.name === name && property.verdict === 'violated');
          const copies = run.outcomes.map((outcome) => outcome.copies);
          // What stays present is not copied.
          if (order === 's14') expect(copies, policy).toEqual([0]);
          return `${policy} ${broken('missed-cow') ? 'M' : broken('wrong-cow') ? 'W' : '.'}`;
        }),
      );
      expect(found).toEqual(columns.flatMap((policies, at) => policies.map((policy) => `${policy} ${cells[at]}`)));
    });
});
