import { findColumnPrefix } from '#lib/search/prefix';
import type { DateRange, Field, TypedQuery, Words } from '#lib/search/query';

/** A query as text, in one form for all that mean the same words; `parseQuery` reads it back as the same query. */
export function printQuery(query: TypedQuery): string {
  switch (query.kind) {
    case 'all':
      return query.of.map(printPart).join(' ');
    case 'any':
      return query.of.map(printPart).join(' OR ');
    case 'not':
      return `-${printPart(query.of)}`;
    case 'words':
      return printWords(query);
    case 'date':
      return printRange(query);
    case 'field':
      return printField(query);
  }
}

function printPart(query: TypedQuery): string {
  return query.kind === 'all' || query.kind === 'any' ? `(${printQuery(query)})` : printQuery(query);
}

function printWords({ columns, terms, isBeginning }: Words): string {
  const prefix = findColumnPrefix(columns);
  const before = prefix === undefined ? '' : `${prefix.name}:`;
  const [only] = terms;
  if (prefix?.takes.kind === 'hex') return `${before}${only ?? ''}`;
  const text = only !== undefined && terms.length === 1 ? only : `"${terms.join(' ')}"`;
  return `${before}${text}${isBeginning ? '*' : ''}`;
}

function printRange({ fromMs, untilMs }: DateRange): string {
  return `d:${printMoment(fromMs)}..${printMoment(untilMs)}`;
}

/** YYYYMMDDhhmmss. */
function printMoment(ms: number | undefined): string {
  return ms === undefined ? '' : new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14);
}

function printField({ name, value }: Field): string {
  return `${name}:${/^[\w.@-]+$/.test(value) ? value : `"${value}"`}`;
}
