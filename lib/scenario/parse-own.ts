import { Cursor, Unreadable } from '#lib/scenario/cursor';
import { parseOwnCondition } from '#lib/scenario/own-condition';
import type { DoForm, OwnForms, OwnPolicy, OwnRule, OwnSetting, PointForm } from '#lib/scenario/own-policy';
import type { Issue, Remarked } from '#lib/scenario/scenario';
import { type Line, quote, readLines } from '#lib/scenario/tokens';

/** Most lines of one policy, and most policies of one text: each is asked millions of times. */
const MAX_LINES = 200;
const MAX_POLICIES = 20;
const MAX_NAME = 40;

/** Words that `expect` understands, and so no policy can be called. */
const reserved = ['all', 'others', 'like'];

/** A policy that is being read. */
export interface OpenPolicy extends OwnPolicy {
  id: string;
  like: string;
  readonly lines: (OwnRule | OwnSetting)[];
}

/** Whether a line belongs to a policy of one's own: its head, a rule or a setting. Lines of actors are sorted out before. */
export function isOwnLine(word: string | undefined): boolean {
  return word === 'policy' || word === 'at' || word === 'set';
}

/** Ids of the policies that a text brings, wherever they stand: an expectation may be read before the policy is. */
export function findOwnIds(lines: readonly Line[]): ReadonlySet<string> {
  const heads = lines.filter(({ tokens }) => tokens[0]?.text === 'policy' && tokens[1]?.text !== ':');
  return new Set(heads.flatMap(({ tokens }) => tokens[1]?.text ?? []));
}

/** Reads one line of a policy. `open` are the policies read so far; `isInside`: the line before was one of theirs. */
export function parseOwnLine(
  cursor: Cursor,
  forms: OwnForms,
  open: OpenPolicy[],
  remarked: Remarked,
  isInside: boolean,
): void {
  if (cursor.take('policy')) {
    if (open.length === MAX_POLICIES) cursor.fail(`at most ${MAX_POLICIES} policies`);
    // A head that cannot be read is reported once; the lines below it are read all the same.
    const policy: OpenPolicy = { ...remarked, id: '', like: '', lines: [] };
    open.push(policy);
    parseHead(cursor, forms, open, policy);
    return;
  }
  const policy = open.at(-1);
  if (policy === undefined || !isInside)
    cursor.fail('`policy NAME like POLICY` first', `this line belongs to no policy, expected ${wantsHead}`);
  if (policy.lines.length === MAX_LINES) cursor.fail(`at most ${MAX_LINES} lines in a policy`);
  policy.lines.push(
    cursor.take('set')
      ? { ...remarked, type: 'setting', ...parseSetting(cursor, forms, policy) }
      : { ...remarked, type: 'rule', ...parseRule(cursor, forms, policy) },
  );
}

const wantsHead = '`policy NAME like POLICY` before it';

function parseHead(cursor: Cursor, forms: OwnForms, open: readonly OpenPolicy[], policy: OpenPolicy): void {
  const id = cursor.peek() ?? '';
  if (!/^[A-Za-z][\w-]*$/.test(id)) cursor.fail('a name that begins with a letter');
  if (id.length > MAX_NAME) cursor.fail(`a name of at most ${MAX_NAME} letters`);
  const before = open.find((one) => one.id === id);
  if (before !== undefined) cursor.fail('another name', `line ${before.line} has a policy ${quote(id)} already`);
  if (reserved.includes(id) || forms.names(id))
    cursor.fail('another name', `${quote(id)} has a meaning already, expected another name`);
  policy.id = cursor.next();
  cursor.expect('like');
  const { position } = cursor;
  // `5.12` and `B0+A5` are several tokens.
  let like = '';
  while (cursor.peek() !== undefined) like += cursor.next();
  if (!forms.names(like) && !open.some((one) => one !== policy && one.id === like)) {
    cursor.reset(position);
    cursor.fail('the id of a policy, a combination such as `B0+A5`, a kernel such as `5.12`, or a policy above');
  }
  policy.like = like;
}

function parseSetting(cursor: Cursor, { settings }: OwnForms, policy: OpenPolicy): { name: string; value: string } {
  const form = settings.find(({ name }) => name === cursor.peek());
  if (form === undefined) return cursor.fail(settings.map(({ name }) => quote(name)).join(', '));
  const before = policy.lines.find((line) => line.type === 'setting' && line.name === form.name);
  if (before !== undefined)
    cursor.fail('it once', `line ${before.line} says ${quote(form.name)} already, expected it once`);
  cursor.next();
  const value = form.values.find((known) => cursor.take(known));
  if (value === undefined) return cursor.fail(form.values.map(quote).join(', '));
  cursor.end();
  return { name: form.name, value };
}

function parseRule(
  cursor: Cursor,
  { points, asks }: OwnForms,
  policy: OpenPolicy,
): Pick<OwnRule, 'point' | 'does' | 'when'> {
  cursor.expect('at');
  const point = findWords(cursor, points);
  if (point === undefined) return cursor.fail(points.map(({ name }) => quote(name)).join(', '));
  const said = `at ${point.name}`;
  cursor.expect(':');
  const form = findWords(cursor, point.does, checkOrder(cursor, point, policy));
  if (form === undefined) return cursor.fail(point.does.map(({ name }) => quote(name)).join(', '));
  const askable = asks.filter(({ name }) => point.asks.includes(name));
  const when = cursor.take('when') ? parseOwnCondition(cursor, askable, said) : null;
  if (when === null && cursor.peek() !== undefined) cursor.fail('`when`, or the end of the line');
  cursor.end();
  return { point: point.name, does: form.name, when };
}

/** Takes the longest name whose words come next. */
function findWords<T extends { readonly name: string }>(
  cursor: Cursor,
  forms: readonly T[],
  check?: (found: T) => void,
): T | undefined {
  const fits = forms.filter(({ name }) => name.split(' ').every((word, ahead) => cursor.peek(ahead) === word));
  const found = fits.toSorted((a, b) => b.name.length - a.name.length)[0];
  if (found === undefined) return undefined;
  check?.(found);
  for (const _ of found.name.split(' ')) cursor.next();
  return found;
}

/** What the lines above it forbid a line. */
function checkOrder(cursor: Cursor, point: PointForm, policy: OpenPolicy): (form: DoForm) => void {
  return (form) => {
    const above = policy.lines.filter((line) => line.type === 'rule' && line.point === point.name);
    for (const line of above) {
      if (line.type !== 'rule') continue;
      const way = point.does.find(({ name }) => name === line.does)?.way;
      if (line.when === null && (way === 'ends' || way === 'waits'))
        cursor.fail('no line behind one that always decides', `this is never asked: line ${line.line} always decides`);
      if (form.way === 'waits' && way === 'changes')
        cursor.fail(
          `${quote(form.name)} above line ${line.line}`,
          `who waits is asked again from the start and may have changed nothing, expected ${quote(form.name)} above line ${line.line}`,
        );
      const oneOf = point.oneOf ?? [];
      if (oneOf.includes(form.name) && oneOf.includes(line.does) && line.does !== form.name)
        cursor.fail(
          `${quote(line.does)} as in line ${line.line}`,
          `a policy has one of ${oneOf.map(quote).join(', ')} here, expected ${quote(line.does)} as in line ${line.line}`,
        );
    }
  };
}

/**
 * Reads a text that holds policies and nothing else. Never throws; the policies are undefined where there was an error.
 */
export function parseOwnPolicies(
  text: string,
  forms: OwnForms,
): { readonly policies: readonly OwnPolicy[] | undefined; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const policies: OpenPolicy[] = [];
  let comments: string[] = [];
  for (const line of readLines(text)) {
    if (line.tokens.length === 0) {
      if (line.comment !== null) comments.push(line.comment);
      continue;
    }
    const remarked = { line: line.number, comments, note: line.comment };
    comments = [];
    const cursor = new Cursor(line);
    try {
      if (isOwnLine(cursor.peek())) parseOwnLine(cursor, forms, policies, remarked, true);
      else cursor.fail('`policy NAME like POLICY`, `at POINT: ...` or `set NAME VALUE`');
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      issues.push(error.issue);
    }
  }
  const [first] = policies;
  if (first === undefined && issues.length === 0)
    issues.push({
      severity: 'error',
      code: 'no-policy',
      message: 'there is no policy here, expected `policy NAME like POLICY`',
      line: 1,
      column: 1,
      expected: '`policy NAME like POLICY`',
    });
  return { policies: issues.length > 0 ? undefined : policies, issues };
}
