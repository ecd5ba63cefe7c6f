import { checkNames } from '#lib/scenario/check-names';
import { parseClause } from '#lib/scenario/clause';
import { Cursor, Unreadable } from '#lib/scenario/cursor';
import { parseActor, parseExpression } from '#lib/scenario/expression';
import { findOwnIds, isOwnLine, type OpenPolicy, parseOwnLine } from '#lib/scenario/parse-own';
import { parseStepArgs } from '#lib/scenario/parse-step';
import type {
  Check,
  Declaration,
  Expectation,
  Issue,
  Mode,
  PageKinds,
  Phase,
  Property,
  Remarked,
  Scenario,
  Step,
} from '#lib/scenario/scenario';
import { readLines } from '#lib/scenario/tokens';
import type { Vocabulary } from '#lib/scenario/vocabulary';

const modes: readonly Mode[] = ['never', 'always', 'finally', 'reach'];

/** Words that the verdict of an expectation may have. */
const verdicts = ['holds', 'violated', 'reached', 'unreached', 'vacuous', 'stuck', 'unknown'];

/** Most issues that a text gets. */
const MAX_ISSUES = 100;

interface Draft {
  pages: PageKinds | null;
  head: (Remarked & { simulator: string; name: string }) | undefined;
  ownPolicies: OpenPolicy[];
  declarations: Declaration[];
  phases: (Remarked & { order: Phase['order']; lines: (Step | Check)[] })[];
  properties: Property[];
  expectations: Expectation[];
  /** Ids of `ownPolicies`, known before they are read. */
  readonly ownIds: ReadonlySet<string>;
  /** Whether the line before was one of a policy. */
  isInPolicy: boolean;
}

/**
 * Reads a scenario. Never throws: a line that cannot be read is reported and left out, and the next is read. The
 * scenario is undefined when there was an error.
 */
export function parseScenario(
  text: string,
  vocabulary: Vocabulary,
): { readonly scenario: Scenario | undefined; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const lines = readLines(text);
  const draft: Draft = {
    head: undefined,
    pages: null,
    ownPolicies: [],
    declarations: [],
    phases: [],
    properties: [],
    expectations: [],
    ownIds: findOwnIds(lines),
    isInPolicy: false,
  };
  let comments: string[] = [];
  for (const line of lines) {
    if (line.tokens.length === 0) {
      if (line.comment !== null) comments.push(line.comment);
      continue;
    }
    const remarked = { line: line.number, comments, note: line.comment };
    comments = [];
    try {
      parseLine(new Cursor(line), draft, vocabulary, remarked);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      issues.push(error.issue);
    }
  }
  const { head } = draft;
  if (head === undefined) {
    if (issues.length === 0)
      issues.push({
        severity: 'error',
        code: 'head',
        message: `the scenario has no head, expected \`${vocabulary.id} NAME\``,
        line: 1,
        column: 1,
        expected: `\`${vocabulary.id} NAME\``,
      });
    return { scenario: undefined, issues };
  }
  const { simulator, name, ...where } = head;
  const { ownIds: _, isInPolicy: __, ...parts } = draft;
  const scenario: Scenario = { ...parts, simulator, name, head: where, trailing: comments };
  // A line that could not be read may be the one that defines a name: only a readable text is asked for its names.
  if (issues.length === 0) issues.push(...checkNames(scenario, vocabulary));
  issues.sort((a, b) => a.line - b.line || a.column - b.column);
  const isWrong = issues.some((issue) => issue.severity === 'error');
  return { scenario: isWrong ? undefined : scenario, issues: shorten(issues) };
}

/** Whoever reads a hundred messages knows enough: the rest is counted. */
function shorten(issues: readonly Issue[]): readonly Issue[] {
  const rest = issues[MAX_ISSUES];
  if (rest === undefined) return issues;
  const { severity, line, column } = rest;
  const message = `${issues.length - MAX_ISSUES} more are not shown, expected a text with fewer mistakes`;
  return [...issues.slice(0, MAX_ISSUES), { severity, code: 'more', message, line, column }];
}

function parseLine(cursor: Cursor, draft: Draft, vocabulary: Vocabulary, remarked: Remarked): void {
  const word = cursor.peek();
  if (draft.head === undefined) {
    // A head that cannot be read is reported once; the rest is read all the same.
    draft.head = { ...remarked, simulator: vocabulary.id, name: '' };
    cursor.expect(vocabulary.id);
    draft.head.name = cursor.name('a name for the scenario');
    cursor.end();
    return;
  }
  const isActorLine = cursor.peek(1) === ':' || (cursor.peek(1) === '.' && cursor.peek(3) === ':');
  const isInside = draft.isInPolicy;
  draft.isInPolicy = !isActorLine && isOwnLine(word);
  if (draft.isInPolicy && vocabulary.own !== undefined) {
    parseOwnLine(cursor, vocabulary.own, draft.ownPolicies, remarked, isInside);
    return;
  }
  if (word === 'expect' && !isActorLine) {
    draft.expectations.push({ ...remarked, ...parseExpectation(cursor, vocabulary, draft.ownIds) });
    return;
  }
  const mode = modes.find((known) => known === word);
  if (mode !== undefined && !isActorLine) {
    const column = cursor.column;
    cursor.next();
    const condition = parseExpression(cursor, vocabulary);
    cursor.end();
    if (mentionsBuiltIn(condition) && (condition.is !== 'built-in' || mode !== 'never'))
      throw new Unreadable({
        severity: 'error',
        code: 'built-in',
        message: 'a built-in property stands alone after `never`',
        line: remarked.line,
        column,
        expected: '`never` and the property alone',
      });
    draft.properties.push({ ...remarked, mode, condition });
    return;
  }
  if (isActorLine || word === 'check' || word === 'concurrently' || word === 'then') {
    parsePhaseLine(cursor, draft, vocabulary, remarked, isActorLine);
    return;
  }
  if (word === 'pages') {
    if (draft.pages !== null) cursor.fail('one line of `pages`', 'a scenario says once which pages it is played on');
    cursor.next();
    draft.pages = { ...remarked, kinds: parsePageKinds(cursor, vocabulary) };
    cursor.end();
    return;
  }
  const kind = vocabulary.kinds.find((known) => known === word);
  if (kind !== undefined) {
    draft.declarations.push({ ...remarked, kind, ...parseDeclared(cursor) });
    return;
  }
  const kinds = vocabulary.kinds.map((known) => `\`${known}\``).join(', ');
  cursor.fail(
    `\`ACTOR: step\`, \`check\`, \`concurrently\`, \`then\`, \`pages\`, \`policy\`, ${kinds}, a property or \`expect\``,
  );
}

function parsePhaseLine(
  cursor: Cursor,
  draft: Draft,
  vocabulary: Vocabulary,
  remarked: Remarked,
  isActorLine: boolean,
): void {
  const word = cursor.peek();
  if (!isActorLine && (word === 'concurrently' || word === 'then')) {
    cursor.next();
    cursor.end();
    draft.phases.push({ ...remarked, order: word === 'then' ? 'in order' : 'concurrently', lines: [] });
    return;
  }
  let phase = draft.phases.at(-1);
  if (phase === undefined) {
    phase = { line: remarked.line, comments: [], note: null, order: 'in order', lines: [] };
    draft.phases.push(phase);
  }
  if (!isActorLine) {
    cursor.next();
    if (phase.lines.length === 0) cursor.fail('a line of an actor before `check`');
    const condition = parseExpression(cursor, vocabulary);
    cursor.end();
    if (mentionsBuiltIn(condition)) cursor.fail('a condition on registers and counters');
    phase.lines.push({ ...remarked, type: 'check', condition });
    return;
  }
  const actor = parseActor(cursor, 'an actor');
  cursor.expect(':');
  const { verb, args } = parseStepArgs(cursor, vocabulary);
  const label = cursor.take('as') ? cursor.name('a label') : null;
  const after = parseOthers(cursor, 'after');
  const since = parseOthers(cursor, 'since');
  cursor.end();
  phase.lines.push({ ...remarked, type: 'step', actor, verb, args, label, after, since });
}

/** What stands behind `after` or `since`; nothing where the word is not there. */
function parseOthers(cursor: Cursor, word: 'after' | 'since'): readonly string[] {
  const names: string[] = [];
  if (!cursor.take(word)) return names;
  do names.push(parseActor(cursor, 'a label or an actor'));
  while (cursor.take(','));
  return names;
}

function parseDeclared(cursor: Cursor): { names: readonly string[]; cpu: number | null } {
  cursor.next();
  const names = [];
  do names.push(parseActor(cursor, 'the name of an actor'));
  while (cursor.take(','));
  let cpu: number | null = null;
  if (cursor.take('on')) {
    cursor.expect('cpu');
    if (!/^\d$/.test(cursor.peek() ?? '')) cursor.fail('the number of a CPU, 0 to 9');
    cpu = Number(cursor.next());
  }
  cursor.end();
  return { names, cpu };
}

function parseExpectation(
  cursor: Cursor,
  vocabulary: Vocabulary,
  ownIds: ReadonlySet<string>,
): Omit<Expectation, keyof Remarked> {
  cursor.next();
  const policies: string[] = [];
  const isPolicy = (id: string | undefined) => vocabulary.policies.some((policy) => policy.id === id);
  const policy = () => (isPolicy(cursor.peek()) ? cursor.next() : cursor.fail('the id of a policy, `all` or `others`'));
  do {
    const group = ['all', 'others'].find((word) => cursor.take(word));
    const own = ownIds.has(cursor.peek() ?? '') ? cursor.next() : undefined;
    if (group !== undefined) policies.push(group);
    else if (own !== undefined) policies.push(own);
    else {
      const first = policy();
      policies.push(cursor.take('..') ? `${first}..${policy()}` : first);
    }
  } while (cursor.take(','));
  const pageKinds = cursor.take('on') ? parsePageKinds(cursor, vocabulary) : [];
  cursor.expect(':');
  if (!verdicts.includes(cursor.peek() ?? '')) cursor.fail(verdicts.map((word) => `\`${word}\``).join(', '));
  const verdict = cursor.next();
  const broken: string[] = [];
  while (vocabulary.properties.some((property) => property.name === cursor.peek())) {
    broken.push(cursor.next());
    if (!cursor.take(',')) break;
  }
  const clauses = [];
  while (cursor.take(';')) clauses.push(parseClause(cursor));
  cursor.end();
  return { policies, pageKinds, verdict, broken, clauses };
}

/** `base, thp`, or `all`. */
function parsePageKinds(cursor: Cursor, vocabulary: Vocabulary): readonly string[] {
  const known = vocabulary.pageKinds.map((kind) => kind.id);
  if (cursor.take('all')) return known;
  const kinds: string[] = [];
  do {
    const found = known.find((id) => cursor.take(id));
    if (found === undefined) cursor.fail(`${known.map((id) => `\`${id}\``).join(', ')} or \`all\``);
    else if (!kinds.includes(found)) kinds.push(found);
  } while (cursor.take(','));
  return known.filter((id) => kinds.includes(id));
}

function mentionsBuiltIn(expression: Property['condition']): boolean {
  if (expression.is === 'built-in') return true;
  if (expression.is === 'not') return mentionsBuiltIn(expression.of);
  return expression.is === 'and' || expression.is === 'or' ? expression.of.some(mentionsBuiltIn) : false;
}
