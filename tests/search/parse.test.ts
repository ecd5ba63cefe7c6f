import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectionStates } from '#lib/argument/objection';
import { attitudes } from '#lib/argument/stance';
import { worstFirst } from '#lib/argument/standing';
import { columns, wordColumns } from '#lib/search/column';
import { maxQuery, parseQuery } from '#lib/search/parse';
import { isValues, prefixes, stanceValues, verdictValues } from '#lib/search/prefix';
import { printQuery } from '#lib/search/print';
import { markProblem } from '#lib/search/problem';
import type { TypedQuery } from '#lib/search/query';

const nowMs = Date.UTC(2021, 11, 17, 15, 30, 45, 678);

function read(text: string): TypedQuery {
  const parsed = parseQuery(text, nowMs);
  if ('problem' in parsed) throw new Error(`${text}: ${parsed.problem.message}`);
  return parsed.query;
}

/** A tree in brackets: columns of a bare word are left out. */
function show(query: TypedQuery): string {
  switch (query.kind) {
    case 'all':
    case 'any':
      return `(${query.kind} ${query.of.map(show).join(' ')})`;
    case 'not':
      return `(not ${show(query.of)})`;
    case 'words': {
      const where = query.columns.join() === wordColumns.join() ? '' : `${query.columns.join('+')}:`;
      return `${where}${query.terms.join('_')}${query.isBeginning ? '*' : ''}`;
    }
    case 'date': {
      const say = (ms: number | undefined) => (ms === undefined ? '' : new Date(ms).toISOString());
      return `${say(query.fromMs)}..${say(query.untilMs)}`;
    }
    case 'field':
      return `${query.name}=${query.value}`;
  }
}

describe('a query is read as', () => {
  test.each<[string, string]>([
    ['page', 'page'],
    ['Page Reused', '(all page reused)'],
    ['"page is reused"', 'page_is_reused'],
    ['“page is reused”', 'page_is_reused'],
    ['ptrace_*', 'ptrace_*'],
    ['"struct page *"', 'struct_page'],
    ['"page ta"*', 'page_ta*'],
    // Xapian's precedence, case by case.
    ['a NOT b c', '(all a (not (all b c)))'],
    ['a AND NOT b c', '(all a (not (all b c)))'],
    ['a b OR c', '(any (all a b) c)'],
    ['a -b c', '(all a c (not b))'],
    ['a OR b -c', '(any a (all b (not c)))'],
    ['a AND b OR c', '(any (all a b) c)'],
    ['a OR b AND c', '(any a (all b c))'],
    ['a AND -b', '(all a (not b))'],
    ['a NOT b OR c', '(any (all a (not b)) c)'],
    ['a NOT b AND c', '(all a c (not b))'],
    ['+a b', '(all a b)'],
    ['(a OR b) c', '(all (any a b) c)'],
    ['((a))', 'a'],
    ['a -(b OR c)', '(all a (not (any b c)))'],
    ['a -"b c"', '(all a (not b_c))'],
    ['and or not', '(all and or not)'],
    ['"AND"', 'and'],
    ['a XOR b', '(all a xor b)'],
    // Prefixes.
    ['s:copy', 'subject:copy'],
    ['subject:copy', 'subject:copy'],
    ['Subject:copy', 'subject:copy'],
    ['s:"copy on write" -f:bo', '(all subject:copy_on_write (not from:bo))'],
    ['s:(a OR "b c")', '(any subject:a subject:b_c)'],
    ['s:(a f:bo)', '(all subject:a from:bo)'],
    ['f:bo@example.com', 'from:bo_example_com'],
    ['from:bo to:al cc:cy', '(all from:bo to:al cc:cy)'],
    ['tc:x a:y', '(all to+cc:x from+to+cc:y)'],
    ['b:x', 'nq+q+dfn+dfhh+dfa+dfb+dfctx:x'],
    ['body:x', 'nq+q+dfn+dfhh+dfa+dfb+dfctx:x'],
    ['bs:x', 'subject+nq+q+dfn+dfhh+dfa+dfb+dfctx:x'],
    ['nq:x', 'nq+dfn+dfhh+dfa+dfb+dfctx:x'],
    ['q:x', 'q:x'],
    ['dfn:mm/memory.c', 'dfn:mm_memory_c'],
    ['dfhh:a dfa:b dfb:c dfctx:d', '(all dfhh:a dfa:b dfb:c dfctx:d)'],
    ['dfpre:1a2b3c4', 'dfpre:1a2b3c4*'],
    ['dfblob:1A2B3C4D', 'dfpre+dfpost:1a2b3c4d*'],
    [`patchid:${'0a'.repeat(20)}`, `patchid:${'0a'.repeat(20)}`],
    ['l:linux-mm.kvack.org', 'list:linux_mm_kvack_org'],
    ['m:20211217', 'mid:20211217'],
    ['mid:<a-B@c>', 'mid=a-B@c'],
    ['mid:"a b@c"', 'mid=a b@c'],
    ['is:OPEN has:counterexample', '(all is=open has=counterexample)'],
    ['verdict:"not applicable"', 'verdict=not-applicable'],
    ['claim:a-b policy:A5 by:x', '(all claim=a-b policy=A5 by=x)'],
    ['s:-foo', 'subject:foo'],
    // What a kernel developer types, and what is no prefix, no sign and no parenthesis in it.
    ['mm/memory.c:3012', 'mm_memory_c_3012'],
    ['http://lwn.net/Articles/1/', 'http_lwn_net_articles_1'],
    ['kernel::sync::Arc', 'kernel_sync_arc'],
    ['x86:fix', 'x86_fix'],
    ['Signed-off-by:', 'signed_off_by'],
    ['mm: fix the copy', '(all mm fix the copy)'],
    ['[PATCH net-next v2 1/3] net: phy: fix - again', '(all patch net_next v2 1_3 net phy fix again)'],
    ['ptrace_may_access()', 'ptrace_may_access'],
    ['kfree(ptr);', 'kfree_ptr'],
    ['(kfree(ptr) OR vfree(ptr))', '(any kfree_ptr vfree_ptr)'],
    ['vma->vm_mm', 'vma_vm_mm'],
    ['->vm_mm --all', '(all vm_mm all)'],
    ['"-EINVAL"', 'einval'],
    ['page -EINVAL', '(all page (not einval))'],
    ['a == b', '(all a b)'],
    ['#define FOO', '(all define foo)'],
    ['"mapcount:1"', 'mapcount_1'],
    ['say"no"', '(all say no)'],
    ['0xffff8881', '0xffff8881'],
    ['复制', '复_制'],
  ])('%s', (text, expected) => {
    expect(show(read(text))).toBe(expected);
  });
});

describe('a date is read as', () => {
  test.each<[string, string]>([
    ['d:2021', '2021-01-01T00:00:00.000Z..2021-12-31T23:59:59.999Z'],
    ['d:2021-02', '2021-02-01T00:00:00.000Z..2021-02-28T23:59:59.999Z'],
    ['d:2021-09-17', '2021-09-17T00:00:00.000Z..2021-09-17T23:59:59.999Z'],
    ['d:20210917', '2021-09-17T00:00:00.000Z..2021-09-17T23:59:59.999Z'],
    ['d:2021-09..', '2021-09-01T00:00:00.000Z..'],
    ['d:..2021-12-31', '..2021-12-31T23:59:59.999Z'],
    ['d:20210901..', '2021-09-01T00:00:00.000Z..'],
    ['date:2020..2021', '2020-01-01T00:00:00.000Z..2021-12-31T23:59:59.999Z'],
    ['dt:20210917153000..20210917160000', '2021-09-17T15:30:00.000Z..2021-09-17T16:00:00.999Z'],
    ['d:2021-09-17T15:30..', '2021-09-17T15:30:00.000Z..'],
    ['d:2020-02-29', '2020-02-29T00:00:00.000Z..2020-02-29T23:59:59.999Z'],
    ['rt:1631836800..', '2021-09-17T00:00:00.000Z..'],
    ['d:2.weeks.ago..', '2021-12-03T15:30:45.000Z..'],
    ['d:"2 weeks ago.."', '2021-12-03T15:30:45.000Z..'],
    ['d:..3.days.ago', '..2021-12-14T15:30:45.999Z'],
    ['d:last.year..yesterday', '2020-12-17T15:30:45.000Z..2021-12-16T15:30:45.999Z'],
    ['d:yesterday', '2021-12-16T15:30:45.000Z..2021-12-17T15:30:44.999Z'],
    ['d:today..', '2021-12-17T00:00:00.000Z..'],
    ['d:noon..now', '2021-12-17T12:00:00.000Z..2021-12-17T15:30:45.999Z'],
    ['d:1.month.ago..', '2021-11-17T15:30:45.000Z..'],
    ['d:last.friday..', '2021-12-10T15:30:45.000Z..'],
    ['d:monday..', '2021-12-13T15:30:45.000Z..'],
    ['d:1.day.2.hours.ago..', '2021-12-16T13:30:45.000Z..'],
    ['d:an.hour.ago..', '2021-12-17T14:30:45.000Z..'],
  ])('%s', (text, expected) => {
    expect(show(read(text))).toBe(expected);
  });
});

describe('a problem is told with its place', () => {
  // Carets stand under the part that is wrong.
  test.each<[string, string, RegExp]>([
    ['', '^', /no word/],
    ['== ->', '^^^^^', /no word/],
    ['mapcount:1', '^^^^^^^^^', /no prefix "mapcount:".*"mapcount:1"/],
    ['page subjct:x', '     ^^^^^^^', /no prefix/],
    ['BUG:KASAN', '^^^^', /quotation marks/],
    ['s: fix', '^^', /right after the colon/],
    ['fix s:', '    ^^', /right after the colon/],
    ['(s:)', ' ^^', /right after the colon/],
    ['is:', '^^^', /as in is:open/],
    ['a "b c', '  ^^^^', /no closing one/],
    ['a "', '  ^', /no closing one/],
    ['(a b', '^', /no closing one/],
    ['a (b (c)', '  ^', /no closing one/],
    ['a)', ' ^', /closes nothing/],
    ['a () b', '  ^^', /no word/],
    ['AND a', '^^^', /before AND/],
    ['a AND', '  ^^^', /after AND/],
    ['a AND OR b', '  ^^^', /after AND/],
    ['a OR', '  ^^', /both sides of OR/],
    ['OR a', '^^', /both sides of OR/],
    ['a OR ==', '  ^^', /both sides of OR/],
    ['a NOT', '  ^^^', /after NOT/],
    ['NOT', '^^^', /after NOT/],
    ['-a', '^^', /only what is not wanted/],
    ['NOT a', '^^^^^', /only what is not wanted/],
    ['a OR -b', '     ^^', /only what is not wanted/],
    ['a (-b)', '   ^^', /only what is not wanted/],
    ['a NOT -b', '  ^^^', /after NOT/],
    ['a -"=="', '  ^', /after "-"/],
    ['a*b', ' ^', /rest of a word/],
    ['*page', '^', /rest of a word/],
    ['dfn:mm/*.c', '       ^', /rest of a word/],
    ['a*', ' ^', /first two letters/],
    ['foo->*', '     ^', /rest of a word/],
    ['s:->', '  ^^', /no word after/],
    ['s:"->"', '  ^^^^', /no word after/],
    ['d:2021-02-30', '  ^^^^^^^^^^', /no date of the calendar/],
    ['d:2021-13..', '  ^^^^^^^', /no date of the calendar/],
    ['d:2021..2021-00', '        ^^^^^^^', /no date of the calendar/],
    ['d:20210917256000', '  ^^^^^^^^^^^^^^', /no date of the calendar/],
    ['d:2022..2021', '  ^^^^^^^^^^', /ends before it begins/],
    ['d:..', '  ^^', /Nothing stands/],
    ['d:yesterdayish', '  ^^^^^^^^^^^^', /no date.*2\.weeks\.ago/],
    ['d:2021..5.parsecs.ago', '        ^^^^^^^^^^^^^', /no date/],
    ['d:"last wek.."', '   ^^^^^^^^', /no date/],
    ['d:(2021 2022)', '  ^', /takes one value/],
    ['is:opne', '   ^^^^', /Expected one of open/],
    ['verdict:false', '        ^^^^^', /Expected one of holds/],
    ['dfpre:12', '      ^^', /7 to 40 hexadecimal/],
    ['patchid:abc', '        ^^^', /40 hexadecimal/],
    ['mid:<>', '    ^^', /no word after/],
  ])('%s', (text, carets, message) => {
    const parsed = parseQuery(text, nowMs);
    if (!('problem' in parsed)) throw new Error(`understood: ${show(parsed.query)}`);
    expect(parsed.problem.message).toMatch(message);
    expect(markProblem(parsed.problem.place, text)).toBe(carets);
  });

  test('limits', () => {
    const problem = (text: string) => {
      const parsed = parseQuery(text, nowMs);
      return 'problem' in parsed ? parsed.problem.message : '';
    };
    expect(problem('a'.repeat(maxQuery.length))).toBe('');
    expect(problem('a'.repeat(maxQuery.length + 1))).toMatch(/at most 1000 characters/);
    expect(problem('a '.repeat(maxQuery.parts))).toBe('');
    expect(problem('a '.repeat(maxQuery.parts + 1))).toMatch(/at most 100 words/);
    expect(problem(`${'('.repeat(maxQuery.depth)}a${')'.repeat(maxQuery.depth)}`)).toBe('');
    expect(problem(`${'('.repeat(maxQuery.depth + 1)}a${')'.repeat(maxQuery.depth + 1)}`)).toMatch(/at most 20 deep/);
  });
});

const piece = fc.oneof(
  fc.constantFrom('AND', 'OR', 'NOT', '(', ')', '-', '+', '"', '*', '“', ':', '..', '==', '<', '>', '\\', '\0'),
  fc.constantFrom(...prefixes.flatMap(({ name, others }) => [name, ...others]).map((name) => `${name}:`)),
  fc.constantFrom(...prefixes.map(({ example }) => example)),
  fc.constantFrom('page', 'ptrace_*', 'mm/memory.c:3012', '复制', 'Ünder', '"a b"', 'İ', '2.weeks.ago', '2021-02'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const typed = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ', '  ', '\n')), { maxLength: 14 })
  .map((all) => all.map((part) => part.join('')).join(''));

/** Without the places, which printing changes. */
function plain(query: TypedQuery): unknown {
  return JSON.parse(JSON.stringify(query, (key, value: unknown) => (key === 'place' ? undefined : value)));
}

test('no text makes it throw; a problem lies in the text and has a sentence', () => {
  let understood = 0;
  fc.assert(
    fc.property(typed, (text) => {
      const parsed = parseQuery(text, nowMs);
      if ('query' in parsed) {
        understood++;
        return;
      }
      const { place, message } = parsed.problem;
      expect(place.start).toBeGreaterThanOrEqual(0);
      expect(place.end).toBeGreaterThanOrEqual(place.start);
      expect(place.end).toBeLessThanOrEqual(text.length);
      expect(message).toMatch(/^["\p{Lu}].*\.$/su);
    }),
    { numRuns: 3000 },
  );
  expect(understood).toBeGreaterThan(300);
});

test('what is printed is read as the same query', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const parsed = parseQuery(text, nowMs);
      if ('problem' in parsed) return;
      const printed = printQuery(parsed.query);
      const again = parseQuery(printed, nowMs);
      if ('problem' in again) throw new Error(`${printed}: ${again.problem.message}`);
      expect(plain(again.query)).toEqual(plain(parsed.query));
      expect(printQuery(again.query)).toBe(printed);
    }),
    { numRuns: 3000 },
  );
});

describe('the list of prefixes', () => {
  test('each has one name of its own, and an example that is understood', () => {
    const names = prefixes.flatMap(({ name, others }) => [name, ...others]);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, example } of prefixes) {
      expect(example.startsWith(`${name}:`)).toBe(true);
      expect(() => read(example)).not.toThrow();
    }
  });

  test('every column can be asked for', () => {
    const asked = prefixes.flatMap(({ takes }) => ('columns' in takes ? takes.columns : []));
    expect([...columns].filter((column) => !asked.includes(column))).toEqual([]);
  });

  test('the words of closed sets are those of the debate', () => {
    expect([...stanceValues]).toEqual([...attitudes]);
    expect([...verdictValues].sort()).toEqual(worstFirst.map((word) => word.replaceAll(' ', '-')).sort());
    expect(objectionStates.filter((state) => !isValues.some((value) => value === state))).toEqual([]);
  });
});
