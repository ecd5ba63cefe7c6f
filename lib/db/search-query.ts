/**
 * What a reader types, in lore.kernel.org's prefixes, turned into an FTS5 expression and what FTS5 cannot say.
 * words, "a phrase", beginn*, -not, OR, ( ), s: f: t: c: a: b: nq: q: dfn: dfhh: dfa: dfb: dfctx:, mid: l: d:from..to
 */
export interface MailQuery {
  /** FTS5's MATCH; undefined where the query has no words. */
  readonly match: string | undefined;
  /** Bare words and phrases, to be marked in snippets, in lower case. */
  readonly words: readonly string[];
  /** Message-IDs asked for. */
  readonly ids: readonly string[];
  readonly lists: readonly string[];
  /** Milliseconds since 1970; `untilMs` is the end of the last day. */
  readonly fromMs: number | undefined;
  readonly untilMs: number | undefined;
  /** What could not be understood, in sentences. */
  readonly problems: readonly string[];
}

/** The columns a prefix means. */
const prefixes: Readonly<Record<string, string>> = {
  s: 'subject',
  subject: 'subject',
  f: 'sender',
  from: 'sender',
  t: 'rcpt',
  c: 'rcpt',
  tc: 'rcpt',
  to: 'rcpt',
  cc: 'rcpt',
  a: 'sender rcpt',
  b: 'nq q dfa dfb dfctx',
  bs: 'subject nq q dfa dfb dfctx',
  nq: 'nq',
  q: 'q',
  dfn: 'dfn',
  dfhh: 'dfhh',
  dfa: 'dfa',
  dfb: 'dfb',
  dfctx: 'dfctx',
};

interface Token {
  readonly kind: 'term' | 'or' | 'and' | 'not' | 'open' | 'close';
  readonly prefix: string;
  readonly text: string;
  readonly isBeginning: boolean;
}

const token = /\s*(?:(\()|(\))|(-|NOT\s+)?(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"()]+))|(\S))/gy;

function readTokens(query: string): Token[] {
  const tokens: Token[] = [];
  for (const found of query.matchAll(token)) {
    const [, open, close, not, rawPrefix, phrase, word, stray] = found;
    const base = { prefix: '', text: '', isBeginning: false };
    if (open !== undefined) tokens.push({ ...base, kind: 'open' });
    else if (close !== undefined) tokens.push({ ...base, kind: 'close' });
    else if (stray === undefined) {
      const isKnown = rawPrefix !== undefined && (rawPrefix in prefixes || /^(?:mid|m|l|list|d)$/.test(rawPrefix));
      const prefix = isKnown ? (rawPrefix ?? '') : '';
      const own = phrase ?? word ?? '';
      // `mapcount:1` is no prefix but two words side by side.
      const text = isKnown || rawPrefix === undefined ? own : `${rawPrefix} ${own}`;
      if (not === undefined && prefix === '' && phrase === undefined && /^(?:OR|AND)$/.test(text)) {
        tokens.push({ ...base, kind: text === 'OR' ? 'or' : 'and' });
        continue;
      }
      if (not !== undefined) tokens.push({ ...base, kind: 'not' });
      const isBeginning = phrase === undefined && text.endsWith('*');
      tokens.push({ kind: 'term', prefix, text: text.replace(/\*+$/, ''), isBeginning });
    }
  }
  return tokens;
}

/** Reads a query. Never throws: what cannot be understood is told and left out. */
export function parseMailQuery(query: string): MailQuery {
  const state = new QueryParser(readTokens(query.slice(0, 2000)));
  return state.read();
}

class QueryParser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #words: string[] = [];
  #ids: string[] = [];
  #lists: string[] = [];
  #from: number | undefined;
  #until: number | undefined;
  #problems: string[] = [];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  read(): MailQuery {
    const parts: string[] = [];
    while (this.#at < this.#tokens.length) {
      const part = this.#readOr(0);
      if (part !== undefined) parts.push(part);
      if (this.#tokens[this.#at]?.kind === 'close') {
        this.#problems.push('A closing parenthesis has no opening one.');
        this.#at++;
      }
    }
    return {
      match: parts.length === 0 ? undefined : parts.join(' AND '),
      words: this.#words,
      ids: this.#ids,
      lists: this.#lists,
      fromMs: this.#from,
      untilMs: this.#until,
      problems: this.#problems,
    };
  }

  #readOr(depth: number): string | undefined {
    const sides: string[] = [];
    for (;;) {
      const side = this.#readAnd(depth);
      if (side !== undefined) sides.push(side);
      if (this.#tokens[this.#at]?.kind !== 'or') break;
      this.#at++;
    }
    return sides.length > 1 ? `(${sides.join(' OR ')})` : sides[0];
  }

  #readAnd(depth: number): string | undefined {
    const wanted: string[] = [];
    const unwanted: string[] = [];
    for (;;) {
      const next = this.#tokens[this.#at];
      if (next === undefined || next.kind === 'or' || next.kind === 'close') break;
      this.#at++;
      if (next.kind === 'and') continue;
      const isNot = next.kind === 'not';
      const term = isNot ? this.#tokens[this.#at++] : next;
      if (term === undefined) break;
      const words = this.#words.length;
      const part = term.kind === 'open' ? this.#readGroup(depth) : this.#readTerm(term, isNot);
      if (isNot) this.#words.length = words;
      if (part !== undefined) (isNot ? unwanted : wanted).push(part);
    }
    if (wanted.length === 0) {
      if (unwanted.length > 0) this.#problems.push('Only what is not wanted was named: name a word that is.');
      return undefined;
    }
    const all = wanted.length > 1 ? `(${wanted.join(' AND ')})` : (wanted[0] ?? '');
    return unwanted.length === 0 ? all : `(${all} NOT (${unwanted.join(' OR ')}))`;
  }

  #readGroup(depth: number): string | undefined {
    if (depth >= 20) {
      this.#problems.push('The parentheses are nested too deep.');
      this.#at = this.#tokens.length;
      return undefined;
    }
    const group = this.#readOr(depth + 1);
    if (this.#tokens[this.#at]?.kind === 'close') this.#at++;
    else this.#problems.push('An opening parenthesis has no closing one.');
    return group;
  }

  #readTerm(term: Token, isNot: boolean): string | undefined {
    const { prefix, text } = term;
    if (/^(?:mid|m|l|list|d)$/.test(prefix)) {
      if (isNot) this.#problems.push(`"-${prefix}:" is not understood.`);
      else if (prefix === 'd') this.#readRange(text);
      else (prefix.startsWith('l') ? this.#lists : this.#ids).push(text.replace(/^<|>$/g, ''));
      return undefined;
    }
    const words = text.replaceAll('"', ' ').trim();
    if (!/[\p{L}\p{N}_]/u.test(words)) return undefined;
    // What stands between letters and digits parts words, as in the index; the words stand side by side.
    this.#words.push(words.toLowerCase());
    const phrase = `"${words}"${term.isBeginning ? ' *' : ''}`;
    const columns = prefixes[prefix];
    return columns === undefined ? phrase : `{${columns}} : ${phrase}`;
  }

  /** `d:2021-09-01..2021-12-31`, either end may be missing; `d:2021`, `d:2021-12` and one day are ranges. */
  #readRange(text: string): void {
    const [from = '', until = from] = text.split('..');
    const start = readDay(from);
    const end = readDay(until);
    if ((from !== '' && start === undefined) || (until !== '' && end === undefined)) {
      this.#problems.push(`"d:${text}" is no range of days: write d:2021-09-01..2021-12-31.`);
      return;
    }
    this.#from = start?.fromMs ?? this.#from;
    this.#until = end?.untilMs ?? this.#until;
  }
}

/** First and last millisecond of a year, a month or a day. */
function readDay(text: string): { readonly fromMs: number; readonly untilMs: number } | undefined {
  const found = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?$/.exec(text);
  if (found === null) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const next: [number, number, number] =
    found[2] === undefined ? [year + 1, 0, 1] : found[3] === undefined ? [year, month, 1] : [year, month - 1, day + 1];
  return { fromMs: Date.UTC(year, month - 1, day), untilMs: Date.UTC(...next) - 1 };
}
