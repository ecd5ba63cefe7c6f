import { type Column, wordColumns } from '#lib/search/column';

/** What a prefix takes after its colon, and what of a mail or a record it then looks at. */
export type Taken =
  /** A word, a phrase, the beginning of a word or a group in parentheses, in these columns. */
  | { readonly kind: 'words'; readonly columns: readonly Column[] }
  /** An object id of git: `least` digits or more, the whole term or the beginning of one. */
  | { readonly kind: 'hex'; readonly columns: readonly Column[]; readonly least: number }
  /** A range of dates: see `readDateRange`. */
  | { readonly kind: 'date' }
  /** What a database knows; one of `values` where there is a list. */
  | { readonly kind: 'field'; readonly values?: readonly string[] };

/** A prefix of the query language. */
export interface Prefix {
  /** As it is printed; the names of public-inbox where it has the prefix too. */
  readonly name: string;
  /** Other names for the same. */
  readonly others: readonly string[];
  readonly takes: Taken;
  /** For the help: what it finds, and one example. */
  readonly means: string;
  readonly example: string;
}

const diffColumns = ['dfn', 'dfhh', 'dfa', 'dfb', 'dfctx'] as const satisfies readonly Column[];
const bodyColumns = ['nq', 'q', ...diffColumns] as const satisfies readonly Column[];

function inWords(columns: readonly Column[]): Taken {
  return { kind: 'words', columns };
}

/** Words of verdicts as they are typed: a hyphen stands for the blank. */
export const verdictValues = [
  'holds',
  'violated',
  'reached',
  'unreached',
  'vacuous',
  'stuck',
  'unknown',
  'not-applicable',
] as const;

/** What a person can have said of a claim. */
export const stanceValues = ['asserts', 'accepts', 'concedes', 'lukewarm', 'rejects', 'withdraws'] as const;

/** What can become of an objection, then what a mail can be. */
export const isValues = [
  'open',
  'standing',
  'addressed',
  'conceded',
  'withdrawn',
  'rejected',
  'patch',
  'cover',
] as const;

export const hasValues = ['counterexample', 'scenario', 'claim', 'annotation'] as const;

/**
 * Every prefix. A new one is a line here, and a file in `lib/db/search-field/` where a database has to answer it. As in
 * public-inbox `nq:` and `b:` see diffs as well, and `a:` is whoever wrote or got the mail.
 */
export const prefixes: readonly Prefix[] = [
  {
    name: 's',
    others: ['subject'],
    takes: inWords(['subject']),
    means: 'words of the subject',
    example: 's:"out of order"',
  },
  { name: 'f', others: ['from'], takes: inWords(['from']), means: 'name or address of the author', example: 'f:hughd' },
  { name: 't', others: ['to'], takes: inWords(['to']), means: 'the To header', example: 't:akpm' },
  { name: 'c', others: ['cc'], takes: inWords(['cc']), means: 'the Cc header', example: 'c:stable@vger.kernel.org' },
  { name: 'tc', others: [], takes: inWords(['to', 'cc']), means: 'To or Cc', example: 'tc:linux-mm' },
  { name: 'a', others: [], takes: inWords(['from', 'to', 'cc']), means: 'author, To or Cc', example: 'a:peterx' },
  {
    name: 'b',
    others: ['body'],
    takes: inWords(bodyColumns),
    means: 'the text, quotes and diffs included',
    example: 'b:"memory barrier"',
  },
  {
    name: 'bs',
    others: [],
    takes: inWords(['subject', ...bodyColumns]),
    means: 'the text or the subject',
    example: 'bs:regression',
  },
  {
    name: 'nq',
    others: [],
    takes: inWords(['nq', ...diffColumns]),
    means: 'what the author wrote: the text without quotes',
    example: 'nq:nak',
  },
  { name: 'q', others: [], takes: inWords(['q']), means: 'quoted text alone', example: 'q:"cannot happen"' },
  {
    name: 'd',
    others: ['dt', 'date'],
    takes: { kind: 'date' },
    means: 'the date, from and to; either may be left out; UTC',
    example: 'd:2021-09..2021-12-31',
  },
  {
    name: 'rt',
    others: ['received'],
    takes: { kind: 'date' },
    means: 'as d: (a mail has one date here: its own, or when it was received where its own cannot be true)',
    example: 'rt:2.weeks.ago..',
  },
  {
    name: 'dfn',
    others: [],
    takes: inWords(['dfn']),
    means: 'a file that its diff touches',
    example: 'dfn:lib/string.c',
  },
  { name: 'dfa', others: [], takes: inWords(['dfa']), means: 'lines that its diff removes', example: 'dfa:kfree' },
  { name: 'dfb', others: [], takes: inWords(['dfb']), means: 'lines that its diff adds', example: 'dfb:READ_ONCE' },
  {
    name: 'dfhh',
    others: [],
    takes: inWords(['dfhh']),
    means: 'hunk headings: mostly the function',
    example: 'dfhh:main',
  },
  {
    name: 'dfctx',
    others: [],
    takes: inWords(['dfctx']),
    means: 'unchanged lines around a change',
    example: 'dfctx:unlock_page',
  },
  {
    name: 'dfpre',
    others: [],
    takes: { kind: 'hex', columns: ['dfpre'], least: 7 },
    means: 'blob id of a file before',
    example: 'dfpre:1a2b3c4',
  },
  {
    name: 'dfpost',
    others: [],
    takes: { kind: 'hex', columns: ['dfpost'], least: 7 },
    means: 'blob id of a file after',
    example: 'dfpost:1a2b3c4',
  },
  {
    name: 'dfblob',
    others: [],
    takes: { kind: 'hex', columns: ['dfpre', 'dfpost'], least: 7 },
    means: 'blob id of a file before or after',
    example: 'dfblob:1a2b3c4',
  },
  {
    name: 'patchid',
    others: [],
    takes: { kind: 'hex', columns: ['patchid'], least: 40 },
    means: 'what git patch-id --stable says of its diff: all 40 digits',
    example: 'patchid:8d1fc7f3b5e2a9046c3b7d1e5f0a2b4c6d8e9f01',
  },
  {
    name: 'mid',
    others: ['messageid'],
    takes: { kind: 'field' },
    means: 'the Message-ID, whole',
    example: 'mid:20211217113049.1-david@example.org',
  },
  { name: 'm', others: [], takes: inWords(['mid']), means: 'part of the Message-ID', example: 'm:20211217113049' },
  {
    name: 'l',
    others: ['list'],
    takes: inWords(['list']),
    means: 'a list that it came over',
    example: 'l:linux-mm.kvack.org',
  },
  {
    name: 'by',
    others: [],
    takes: { kind: 'field' },
    means: 'a person, whatever address they wrote from; claims they hold, objections they made',
    example: 'by:name-of-the-person',
  },
  {
    name: 'claim',
    others: [],
    takes: { kind: 'field' },
    means: 'mail in which somebody speaks of this claim; what tests it, what objects',
    example: 'claim:name-of-the-claim',
  },
  {
    name: 'scenario',
    others: [],
    takes: { kind: 'field' },
    means: 'claims that this scenario tests, objections that it shows',
    example: 'scenario:name-of-the-scenario',
  },
  {
    name: 'policy',
    others: [],
    takes: { kind: 'field' },
    means: 'claims and scenarios with a verdict under this policy, mail of the patches that make it',
    example: 'policy:A5',
  },
  {
    name: 'verdict',
    others: [],
    takes: { kind: 'field', values: verdictValues },
    means: 'claims and scenarios with this verdict; beside policy: under that policy',
    example: 'verdict:violated policy:A5',
  },
  {
    name: 'stance',
    others: [],
    takes: { kind: 'field', values: stanceValues },
    means: 'claims of which somebody said so, and mail that says so',
    example: 'stance:concedes',
  },
  {
    name: 'is',
    others: [],
    takes: { kind: 'field', values: isValues },
    means: 'objections that stand so; mail that is a patch or a cover letter',
    example: 'is:open',
  },
  {
    name: 'has',
    others: [],
    takes: { kind: 'field', values: hasValues },
    means: 'claims with a counterexample or a scenario; mail that is the source of a claim, or has annotations',
    example: 'has:counterexample',
  },
];

const byName = new Map<string, Prefix>(
  prefixes.flatMap((prefix) => [prefix.name, ...prefix.others].map((name): [string, Prefix] => [name, prefix])),
);

/** The prefix of that name, in capitals or not; undefined where there is none. */
export function findPrefix(name: string): Prefix | undefined {
  return byName.get(name.toLowerCase());
}

/** The prefix that looks into just these columns; undefined for those of a bare word. */
export function findColumnPrefix(columns: readonly Column[]): Prefix | undefined {
  if (columns.join() === wordColumns.join()) return undefined;
  return prefixes.find(({ takes }) => 'columns' in takes && takes.columns.join() === columns.join());
}
