/** When a mail was written, as far as it can be true. */
export interface MailDate {
  /** Milliseconds since 1970 UTC; undefined when nothing in the mail tells. */
  readonly ms: number | undefined;
  /** The Date header as it stands, '' for none. */
  readonly asWritten: string;
  readonly from: 'date' | 'received' | 'none';
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** RFC 5322 3.3 and 4.3: `Fri, 17 Dec 2021 12:30:38 +0100`, dashes for spaces and two-digit years forgiven. */
const rfc =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s,-]+(\d{2,4})[\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*(.*)$/i;
/** `Mon Aug 10 16:52:12 2020` (C's ctime, mbox From lines) and `Mon Aug 10 2020 - 16:52:12 EST` (web archives). */
const ctime =
  /([a-z]{3})[a-z]*\s+(\d{1,2})\s+(?:(\d{4})\s+-?\s*)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([a-z+-][a-z\d+-]*)?\s*(\d{4})?/i;

/** ISO 8601, which some scripts write: `2021-12-17T12:30:38+01:00`. */
const iso = /^\s*(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(.*)$/;

/** RFC 5322 4.3; other letters are unknown and read as UTC, as the RFC says. */
const zones: Readonly<Record<string, number>> = {
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
};

/** A zone in minutes east of UTC. One beyond 14 hours exists nowhere: it is ignored and the time taken as UTC. */
function zoneMinutes(text: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})/.exec(text);
  if (match === null) {
    const name = /^([a-z]+)/i.exec(text)?.[1]?.toLowerCase() ?? '';
    return (zones[name] ?? 0) * 60;
  }
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  if (minutes > 14 * 60) return 0;
  return match[1] === '-' ? -minutes : minutes;
}

/** A date as mails write it, in milliseconds since 1970 UTC; undefined for what is none. */
export function parseDate(text: string): number | undefined {
  const match = rfc.exec(text);
  if (match !== null) {
    return build(match[3], match[2], match[1], match[4], match[5], match[6], match[7] ?? '');
  }
  const plain = iso.exec(text);
  if (plain !== null) {
    return build(plain[1], months[Number(plain[2]) - 1], plain[3], plain[4], plain[5], plain[6], plain[7] ?? '');
  }
  const other = ctime.exec(text);
  if (other === null) return undefined;
  return build(other[3] ?? other[8], other[1], other[2], other[4], other[5], other[6], other[7] ?? '');
}

type Piece = string | undefined;

function build(y: Piece, m: Piece, d: Piece, h: Piece, min: Piece, s: Piece, zone: string): number | undefined {
  if (y === undefined || m === undefined) return undefined;
  const month = months.indexOf(m.toLowerCase());
  let year = Number(y);
  // RFC 5322 4.3: two digits below 50 are 2000 to 2049, others and three digits count from 1900.
  if (y.length === 2) year += year < 50 ? 2000 : 1900;
  else if (y.length === 3) year += 1900;
  const [day, hour, minute, second] = [Number(d), Number(h), Number(min), Number(s ?? 0)];
  if (month < 0 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return undefined;
  const ms = Date.UTC(year, month, day, hour, minute, second) - zoneMinutes(zone) * 60_000;
  return Number.isFinite(ms) ? ms : undefined;
}

const DAY = 86_400_000;

/**
 * The date to sort a mail by. A Date header that cannot be read, lies before 2 January 1970 (a clock that was never set)
 * or more than a week after the mail was received gives way to the last part of the newest Received header.
 * `latestMs`: no mail can be later than this (the moment of the import); undefined for no such bound.
 */
export function readDate(date: string | undefined, received: readonly string[], latestMs?: number): MailDate {
  const asWritten = date ?? '';
  const written = date === undefined ? undefined : parseDate(date);
  let arrived: number | undefined;
  for (const line of received) {
    const ms = parseDate(line.slice(line.lastIndexOf(';') + 1));
    if (ms !== undefined && ms > DAY && ms <= (latestMs ?? Number.POSITIVE_INFINITY)) {
      arrived = ms;
      break;
    }
  }
  const bound = arrived === undefined ? (latestMs ?? Number.POSITIVE_INFINITY) : arrived + 7 * DAY;
  if (written !== undefined && written >= DAY && written <= bound) return { ms: written, asWritten, from: 'date' };
  if (arrived !== undefined) return { ms: arrived, asWritten, from: 'received' };
  return { ms: undefined, asWritten, from: 'none' };
}
