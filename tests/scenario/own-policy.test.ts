import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { printOwnPolicy } from '#lib/scenario/print-own';
import { ownPolicy } from '../arbitrary/own-policy';

const places = (text: string) =>
  mm.parseOwn(text).issues.map(({ line, column, message }) => `${line}:${column} ${message}`);

const scenario = (policy: string, after = '') => `mm x\n${policy}\nP: map v = A\nnever missed-cow\n${after}`;

describe('what is wrong with a policy of one’s own is said with its place', () => {
  const head = 'policy mine like A4\n';
  it.each([
    ['', '1:1 there is no policy here, expected `policy NAME like POLICY`'],
    ['policy', '1:7 the line ends, expected a name that begins with a letter'],
    ['policy A4 like A5', '1:8 `A4` has a meaning already, expected another name'],
    ['policy all like A5', '1:8 `all` has a meaning already, expected another name'],
    ['policy mine', '1:12 the line ends, expected `like`'],
    [
      'policy mine like Z9',
      '1:18 found `Z9`, expected the id of a policy, a combination such as `B0+A5`, a kernel such as `5.12`, or a policy above',
    ],
    [`${head}${head}`, '2:8 line 1 has a policy `mine` already'],
    [`${head}at write fault reuse`, '2:16 found `reuse`, expected `:`'],
    [
      `${head}at write fault: reuze`,
      '2:17 found `reuze`, expected `wait`, `reuse`, `copy`, `drain batch`, `drop swap cache`',
    ],
    [`${head}at write fault: reuse if pinned`, '2:23 found `if`, expected `when`, or the end of the line'],
    [
      `${head}at write fault: reuse when mapcount`,
      '2:28 this is a number, expected something that is true or false, such as a comparison',
    ],
    [
      `${head}at write fault: reuse when pinned and page_count + 1`,
      '2:39 this is a number, expected something that is true or false, such as a comparison',
    ],
    [`${head}at write fault: reuse when kind = big`, '2:35 found `big`, expected `base`, `thp`, `hugetlb`'],
    [`${head}at write fault: reuse when kind + 1 = 2`, '2:33 found `+`, expected `=` or `!=`'],
    [
      `${head}at write fault: reuse when held_by(me) = 1`,
      '2:36 found `me`, expected `map`, `swapcache`, `pagecache`, `pvec`, `gup`, `pin`, `spec`, `lock`, `fault`, `copy`, `isolate`, `ksm`, `handed`',
    ],
    [
      `${head}at write fault: reuse when page_count = 1234567`,
      '2:41 found `1234567`, expected a number of at most 6 digits',
    ],
    [`${head}at write fault: reuse when (pinned`, '2:35 the line ends, expected `)`'],
    [`${head}at write fault: reuse when pinned or`, '2:37 the line ends, expected a number or one of'],
    [
      `${head}at fork: copy when longterm`,
      '2:20 nothing to look at is called `longterm` at fork, expected a number or one of',
    ],
    [
      `${head}at write fault: reuse when page_count-1 = 0`,
      '2:28 nothing to look at is called `page_count-1` at write fault (a minus has spaces around it), expected',
    ],
    [`${head}at write fault: copy\nat write fault: reuse`, '3:17 this is never asked: line 2 always decides'],
    [
      `${head}at write fault: drain batch\nat write fault: wait when locked`,
      '3:17 who waits is asked again from the start and may have changed nothing, expected `wait` above line 2',
    ],
    [
      `${head}at gup read: break when pinned\nat gup read: unshare`,
      '3:14 a policy has one of `break`, `unshare` here, expected `break` as in line 2',
    ],
    [`${head}set fork_copies yes`, '2:5 found `fork_copies`, expected `tracks_exclusive`, '],
    [`${head}set tracks_exclusive maybe`, '2:22 found `maybe`, expected `yes`, `no`'],
    [
      `${head}set tracks_exclusive yes\nset tracks_exclusive no`,
      '3:5 line 2 says `tracks_exclusive` already, expected it once',
    ],
    [`${head}P: read v`, '2:1 found `P`, expected `policy NAME like POLICY`, `at POINT: ...` or `set NAME VALUE`'],
    [
      `${head}at write fault: reuse when ${'('.repeat(60)}`,
      '2:79 found `(`, expected at most 50 brackets and `not` inside one another',
    ],
    [
      `${head}at write fault: reuse when ${'not '.repeat(60)}pinned`,
      '2:232 found `not`, expected at most 50 brackets and `not` inside one another',
    ],
    [`${head}${'set x\n'.repeat(3)}`, '4:5 found `x`'],
    [
      `${head}${'at write fault: drain batch\n'.repeat(201)}`,
      '202:1 found `at`, expected at most 200 lines in a policy',
    ],
    [
      Array.from({ length: 21 }, (_, i) => `policy p${i} like A1`).join('\n'),
      '21:8 found `p20`, expected at most 20 policies',
    ],
  ])('%.120s: %s', (text, issue) => {
    expect(places(text)).toContainEqual(expect.stringContaining(issue));
    expect(mm.parseOwn(text).policies).toBeUndefined();
  });

  it('and in a scenario as well, where a line needs its policy right above it', () => {
    const found = (text: string) => mm.parse(text).issues.map((one) => `${one.line}:${one.column} ${one.message}`);
    expect(found(scenario('at write fault: reuse'))).toEqual([
      '2:1 this line belongs to no policy, expected `policy NAME like POLICY` before it',
    ]);
    expect(found('mm x\npolicy mine like A4\nP: map v = A\nset tracks_exclusive yes\nnever missed-cow\n')).toEqual([
      '4:1 this line belongs to no policy, expected `policy NAME like POLICY` before it',
    ]);
    // A head that cannot be read is one mistake, not one for each line below it.
    expect(found(scenario('policy mine like Z9\nat write fault: reuse\nset tracks_exclusive no'))).toHaveLength(1);
    expect(found(scenario('policy mine like A4', 'expect yours: holds\n'))).toEqual([
      '5:8 found `yours`, expected the id of a policy, `all` or `others`',
    ]);
    expect(found(scenario('policy mine like A4', 'expect mine: holds\n'))).toEqual([]);
  });

  it('in a text of thousands of policies and expectations as well, where the rest is counted', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `policy p${index} like A1`);
    const expected = Array.from({ length: 5000 }, (_, index) => `expect p${index}: fine`);
    const { scenario: none, issues } = mm.parse(['mm x', ...many, ...expected].join('\n'));
    expect(none).toBeUndefined();
    expect(issues).toHaveLength(101);
    expect(issues.at(-1)?.code).toBe('more');
  });

  it('never throws, whatever the bytes', () => {
    const words = fc.constantFrom(
      'policy',
      'at',
      'set',
      'write',
      'fault',
      ':',
      'when',
      '(',
      ')',
      'not',
      '+',
      'pinned',
      '=',
      '1',
      'like',
      'A4',
      '\n',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.oneof(words, fc.string()), { maxLength: 40 })
        .map((parts) => `policy mine like A4\n${parts.join(' ')}`),
    );
    fc.assert(
      fc.property(text, (random) => {
        for (const { line, column } of mm.parseOwn(random).issues) expect(Math.min(line, column)).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('actors may be called like the words of a policy', () => {
  it('their lines have a colon behind the name', () => {
    const { scenario: read, issues } = mm.parse(
      'mm x\nat: map v = A\nset.two: read v\npolicy: map w\nnever missed-cow\n',
    );
    expect(issues).toEqual([]);
    expect(read?.ownPolicies).toEqual([]);
  });
});

const withoutLines = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner) => (key === 'line' ? undefined : inner)));

describe('printing', () => {
  const full = `mm everything

# What it tries
policy mine like A4  # said beside
  # Who is alone
  at write fault: wait when locked
  at write fault: reuse when (page_count = 1 or exclusive) and not (pinned or kind = thp)  # so
  at swap-in: map writable when access != read and page_count - held_by(swapcache) + 1 <= 2
  set reclaim_tests_pins no

policy other like mine
  at fork: share

process P

P: map v = OLD

never missed-cow

expect mine, other, A4: holds
`;

  it('a canonical text comes back byte for byte, comments and all', () => {
    const { scenario: read, issues } = mm.parse(full);
    expect(issues).toEqual([]);
    if (read === undefined) throw new Error('does not parse');
    expect(mm.print(read)).toBe(full);
    expect(mm.print({ ...read, ownPolicies: [] })).not.toContain('policy');
  });

  it('parse and print are inverse on random policies', () => {
    fc.assert(
      fc.property(ownPolicy(mm.own, ['A1', 'A7', '5.12', 'B0+A5', '6.18.44']), (policy) => {
        const text = printOwnPolicy(policy).join('\n');
        const { policies, issues } = mm.parseOwn(text);
        expect(issues).toEqual([]);
        expect(withoutLines(policies)).toEqual(withoutLines([policy]));
        expect(policies?.flatMap((one) => printOwnPolicy(one)).join('\n')).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
