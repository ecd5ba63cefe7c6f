import { type Column, wordColumns } from '#lib/search/column';
import { readDateRange } from '#lib/search/date';
import type { Prefix } from '#lib/search/prefix';
import { QueryError, type QueryProblem } from '#lib/search/problem';
import type { TypedQuery, Words } from '#lib/search/query';
import { cutTerms } from '#lib/search/terms';
import { readTokens, type Token } from '#lib/search/token';

/** UTF-16 units of a query, words and conditions in it, parentheses in one another. */
export const maxQuery = { length: 1000, parts: 100, depth: 20 } as const;

export type ParsedQuery = { readonly query: TypedQuery } | { readonly problem: QueryProblem };

/**
 * Reads a query in the language of public-inbox, that is Xapian's. Never throws, and guesses nothing: what cannot be
 * understood is a problem with its place, and there is no query.
 *
 * - Words: all of them occur, whole, in any order; case and accents do not count. `beginn*`. `"a phrase"`: side by side. A
 *   word with marks in it is a phrase too: `mm/memory.c:3012` is `"mm memory c 3012"`. Marks alone (`->`, `==`) say nothing.
 * - `prefix:word`, `prefix:"a phrase"`, `prefix:(a OR b)` with the prefixes of prefix.ts. What is one: see token.ts.
 * - Loosest first: `OR`; then `AND` and `NOT`, from left to right; then words that merely follow each other, all of
 *   which are meant, with `-` for what must not occur (`+` changes nothing). So `a b OR c` is `(a AND b) OR c`, and
 *   `a NOT b c` leaves out what has both b and c, as Xapian does; `a -b c` leaves out what has b. Operators are in
 *   capitals. Xapian's XOR, NEAR and ADJ are words here.
 * - What is only unwanted is refused: `-a`, `a OR -b`. So it is with Xapian, and an index would have to go through all mail.
 * @param nowMs what relative dates count from, in milliseconds since 1970
 */
export function parseQuery(text: string, nowMs: number): ParsedQuery {
  try {
    if (text.length > maxQuery.length) {
      throw new QueryError(maxQuery.length, text.length, `A query has at most ${maxQuery.length} characters.`);
    }
    return { query: readQuery(readTokens(text), text.length, nowMs) };
  } catch (error) {
    if (error instanceof QueryError) return { problem: error.problem };
    throw error;
  }
}

/** A part of a query; undefined where its text has no word. */
type Part = TypedQuery | undefined;

function readQuery(tokens: readonly Token[], length: number, nowMs: number): TypedQuery {
  let at = 0;
  let parts = 0;

  const peek = () => tokens[at];
  const isEnd = (token: Token | undefined) =>
    token === undefined ||
    token.kind === 'or' ||
    token.kind === 'close' ||
    token.kind === 'and' ||
    token.kind === 'not';

  function fail(token: Token | undefined, message: string): never {
    throw new QueryError(token?.place.start ?? length, token?.place.end ?? length, message);
  }

  function readOr(depth: number, prefix: Prefix | undefined): Part {
    const sides: TypedQuery[] = [];
    let before: Token | undefined;
    for (;;) {
      const side = readAnd(depth, prefix);
      const next = peek();
      const operator = next?.kind === 'or' ? next : undefined;
      if (side === undefined) {
        if (before === undefined && operator === undefined) return undefined;
        fail(before ?? operator, 'Expected a word on both sides of OR. For the word itself, write "OR".');
      }
      sides.push(side);
      if (operator === undefined) return combine('any', sides);
      before = operator;
      at++;
    }
  }

  /** Runs of words, joined by AND and NOT. */
  function readAnd(depth: number, prefix: Prefix | undefined): Part {
    const [wanted, unwanted]: [TypedQuery[], TypedQuery[]] = [[], []];
    const start = at;
    for (let isFirst = true; ; isFirst = false) {
      const operator = peek();
      const isAnd = operator?.kind === 'and';
      if (isAnd) at++;
      const not = peek();
      const isNot = not?.kind === 'not';
      if (isNot) at++;
      if (isAnd && isFirst) fail(operator, 'Expected a word before AND. For the word itself, write "AND".');
      if (!isFirst && !isAnd && !isNot) break;
      if (isEnd(peek()) && (isAnd || isNot)) {
        const last = isNot ? not : operator;
        fail(last, `Expected a word after ${isNot ? 'NOT' : 'AND'}. For the word itself, put it in quotation marks.`);
      }
      const run = readRun(depth, prefix);
      if (isNot) {
        if (run.wanted.length === 0) fail(not, 'Expected a word after NOT.');
        unwanted.push(joinRun(run));
      } else {
        wanted.push(...run.wanted);
        unwanted.push(...run.unwanted);
      }
    }
    if (wanted.length > 0) return joinRun({ wanted, unwanted });
    if (unwanted.length === 0) return undefined;
    const first = tokens[start];
    throw new QueryError(
      first?.place.start ?? length,
      tokens[at - 1]?.place.end ?? length,
      'Here only what is not wanted is named: expected a word that is. For a text that begins with "-", use quotation marks.',
    );
  }

  interface Run {
    readonly wanted: TypedQuery[];
    readonly unwanted: TypedQuery[];
  }

  function joinRun({ wanted, unwanted }: Run): TypedQuery {
    return combine('all', [...wanted, ...unwanted.map((of): TypedQuery => ({ kind: 'not', of }))]);
  }

  /** Words that merely follow each other. */
  function readRun(depth: number, prefix: Prefix | undefined): Run {
    const run: Run = { wanted: [], unwanted: [] };
    for (let token = peek(); token !== undefined && !isEnd(token); token = peek()) {
      const sign = token.kind === 'minus' || token.kind === 'plus' ? token : undefined;
      if (sign !== undefined) at++;
      const part = readPart(depth, prefix);
      if (part !== undefined) (sign?.kind === 'minus' ? run.unwanted : run.wanted).push(part);
      else if (sign !== undefined) fail(sign, `Expected a word after "${sign.kind === 'minus' ? '-' : '+'}".`);
    }
    return run;
  }

  function readPart(depth: number, inherited: Prefix | undefined): Part {
    const token = tokens[at++];
    if (token?.kind === 'open') return readGroup(token, depth, inherited);
    if (token?.kind === 'text') return count(token, readText(token, inherited, undefined, nowMs));
    if (token?.kind !== 'prefix') fail(token, 'Expected a word.');
    const { prefix } = token;
    const value = tokens[at++];
    if (value?.kind === 'open') {
      if (prefix.takes.kind !== 'words') fail(value, `"${prefix.name}:" takes one value, as in ${prefix.example}.`);
      return readGroup(value, depth, prefix);
    }
    if (value?.kind !== 'text') fail(token, 'Expected a word right after the colon.');
    const part = readText(value, prefix, token, nowMs);
    if (part === undefined) fail(value, `There is no word after "${prefix.name}:".`);
    return count(token, part);
  }

  function readGroup(open: Token, depth: number, prefix: Prefix | undefined): Part {
    if (depth === maxQuery.depth) fail(open, `Parentheses stand at most ${maxQuery.depth} deep in one another.`);
    const group = readOr(depth + 1, prefix);
    if (peek()?.kind !== 'close') fail(open, 'This parenthesis has no closing one.');
    at++;
    if (group === undefined) {
      throw new QueryError(
        open.place.start,
        tokens[at - 1]?.place.end ?? length,
        'There is no word in the parentheses.',
      );
    }
    return group;
  }

  function count(token: Token, part: Part): Part {
    if (++parts > maxQuery.parts) fail(token, `A query has at most ${maxQuery.parts} words and conditions.`);
    return part;
  }

  const query = readOr(0, undefined);
  if (at < tokens.length) {
    fail(peek(), 'This parenthesis closes nothing. For the text itself, use quotation marks.');
  }
  if (query === undefined) throw new QueryError(0, length, 'There is no word here to look for.');
  return query;
}

function combine(kind: 'all' | 'any', of: readonly TypedQuery[]): TypedQuery {
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind, of };
}

type Text = Token & { readonly kind: 'text' };

/** A word or a phrase, with the prefix before it or before the group that it is in; undefined where it has no term. */
function readText(text: Text, prefix: Prefix | undefined, typed: Token | undefined, nowMs: number): Part {
  const takes = prefix?.takes ?? { kind: 'words', columns: wordColumns };
  const start = text.place.start + (text.isQuoted ? 1 : 0);
  const value = text.text.trim();
  switch (takes.kind) {
    case 'words':
      return readWords(text, takes.columns);
    case 'hex': {
      if (!/^[0-9a-f]+$/i.test(value) || value.length < takes.least || value.length > 40) {
        const digits = takes.least === 40 ? '40' : `${takes.least} to 40`;
        throw new QueryError(text.place.start, text.place.end, `Expected ${digits} hexadecimal digits.`);
      }
      return { kind: 'words', columns: takes.columns, terms: cutTerms(value), isBeginning: value.length < 40 };
    }
    case 'date': {
      const range = readDateRange(text.text, nowMs);
      if ('kind' in range) return range;
      throw new QueryError(start + range.start, start + range.end, range.message);
    }
    case 'field': {
      const name = prefix?.name ?? '';
      const place = { start: typed?.place.start ?? start, end: text.place.end };
      // Message-IDs are pasted with their brackets.
      const plain = name === 'mid' ? value.replace(/^<([^<>]*)>$/, '$1') : value;
      if (plain === '') throw new QueryError(text.place.start, text.place.end, `There is no word after "${name}:".`);
      if (takes.values === undefined) return { kind: 'field', name, value: plain, place };
      const known = takes.values.find((word) => word === plain.toLowerCase().replaceAll(' ', '-'));
      if (known !== undefined) return { kind: 'field', name, value: known, place };
      throw new QueryError(
        text.place.start,
        text.place.end,
        `"${plain}" is nothing that "${name}:" takes. Expected one of ${takes.values.join(', ')}.`,
      );
    }
  }
}

function readWords({ text, isQuoted, hasStar, place }: Text, columns: readonly Column[]): Words | undefined {
  const star = isQuoted ? -1 : text.indexOf('*');
  const terms = cutTerms(text);
  const last = terms.at(-1) ?? '';
  const isInside = star >= 0 && star < text.length - 1;
  if (isInside || (hasStar && (last.length < 2 || !(isQuoted || /[\p{L}\p{M}\p{N}_]\*$/u.test(text))))) {
    const at = isQuoted ? place.end - 1 : place.start + (isInside ? star : text.length - 1);
    throw new QueryError(
      at,
      at + 1,
      'A "*" stands for the rest of a word after its first two letters, at its end. For the character itself, use quotation marks.',
    );
  }
  return terms.length === 0 ? undefined : { kind: 'words', columns, terms, isBeginning: hasStar };
}
