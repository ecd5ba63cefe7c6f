import { findPrefix, type Prefix } from '#lib/search/prefix';
import { QueryError } from '#lib/search/problem';
import type { Place } from '#lib/search/query';

/** A piece of a typed query. */
export type Token = { readonly place: Place } & (
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' | 'minus' | 'plus' }
  | { readonly kind: 'prefix'; readonly prefix: Prefix }
  /** What was typed; of a phrase, what stands between the quotation marks. */
  | { readonly kind: 'text'; readonly text: string; readonly isQuoted: boolean; readonly hasStar: boolean }
);

const quotes = '"“”„';
const operators = { AND: 'and', OR: 'or', NOT: 'not' } as const;

/**
 * Cuts a query into tokens. What is a prefix, a parenthesis or a sign is decided here:
 *
 * - A prefix is letters alone, at the beginning of a term, then a colon and no space. Not before `::` or `://`: `foo::bar`
 *   and `http://host` are words, as are `x86:foo` and `mm/memory.c:3012`. One that is not known is an error. A known one
 *   with nothing after it is an error; `mm: fix` is two words.
 * - A parenthesis groups at the beginning of a term. Inside a word it belongs to the word: `may_access()`.
 * - `-` and `+` are signs at the beginning of a term and before a letter, digit, quotation mark or parenthesis:
 *   `-EINVAL` leaves it out (write `"-EINVAL"` to find it), `->mm` and `--all` are words.
 * - A word ends at a space, a quotation mark or the parenthesis that closes a group.
 */
export function readTokens(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const next = query[at] ?? '';
    const one = { start: at, end: at + 1 };
    if (/\s/.test(next)) at++;
    else if (next === '(' || next === ')') {
      tokens.push({ kind: next === '(' ? 'open' : 'close', place: one });
      at++;
    } else if (/^[-+][\p{L}\p{N}_("“”„]/u.test(query.slice(at, at + 3))) {
      tokens.push({ kind: next === '-' ? 'minus' : 'plus', place: one });
      at++;
    } else {
      const prefix = findTypedPrefix(query, at);
      if (prefix !== undefined) {
        tokens.push(prefix);
        at = prefix.place.end;
        if (query[at] === '(') continue;
      }
      const text = quotes.includes(query[at] ?? '') ? readPhrase(query, at) : readWord(query, at);
      const operator = prefix === undefined && !text.isQuoted ? findOperator(text.text) : undefined;
      tokens.push(operator === undefined ? text : { kind: operator, place: text.place });
      at = text.place.end;
    }
  }
  return tokens;
}

function findOperator(text: string): 'and' | 'or' | 'not' | undefined {
  return text === 'AND' || text === 'OR' || text === 'NOT' ? operators[text] : undefined;
}

const prefixed = /([A-Za-z]+):(?!:|\/\/)/y;

function findTypedPrefix(query: string, at: number): (Token & { readonly kind: 'prefix' }) | undefined {
  prefixed.lastIndex = at;
  const name = prefixed.exec(query)?.[1];
  if (name === undefined) return undefined;
  const end = at + name.length + 1;
  const typed = query.slice(at, end);
  const isAlone = end === query.length || /[\s)]/.test(query[end] ?? '');
  const prefix = findPrefix(name);
  if (prefix === undefined) {
    if (isAlone) return undefined;
    const word = /^[^\s"“”„()]*/.exec(query.slice(at))?.[0] ?? typed;
    throw new QueryError(
      at,
      end,
      `There is no prefix "${typed}". To look for the text, put it in quotation marks: "${word}".`,
    );
  }
  if (isAlone) {
    const what = prefix.takes.kind === 'words' ? 'a word or a phrase' : `a value, as in ${prefix.example}`;
    throw new QueryError(
      at,
      end,
      `Nothing stands after "${typed}". Expected ${what} right after the colon; for the text itself, write "${typed}" in quotation marks.`,
    );
  }
  return { kind: 'prefix', prefix, place: { start: at, end } };
}

type Text = Token & { readonly kind: 'text' };

function readPhrase(query: string, at: number): Text {
  let end = at + 1;
  while (end < query.length && !quotes.includes(query[end] ?? '')) end++;
  if (end === query.length) {
    throw new QueryError(at, end, 'This quotation mark has no closing one.');
  }
  const text = query.slice(at + 1, end);
  const hasStar = query[end + 1] === '*';
  return { kind: 'text', text, isQuoted: true, hasStar, place: { start: at, end: end + (hasStar ? 2 : 1) } };
}

function readWord(query: string, at: number): Text {
  let end = at;
  let open = 0;
  for (; end < query.length; end++) {
    const next = query[end] ?? '';
    if (/\s/.test(next) || quotes.includes(next)) break;
    if (next === '(') open++;
    else if (next === ')' && --open < 0) break;
  }
  const text = query.slice(at, end);
  return { kind: 'text', text, isQuoted: false, hasStar: text.endsWith('*'), place: { start: at, end } };
}
