import { decodeEntities, htmlToText } from '#lib/mail/html-text';
import type { Lossy } from '#lib/source/source';

/** What an archive's page shows of a mail. */
export interface RenderedPage {
  /** Header fields, names as in mails, in the order shown. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly fidelity: Lossy;
  /** How many Message-IDs it shows as headers, at least 1. */
  readonly mails: number;
}

export function isHtmlPage(start: string): boolean {
  return /^[\ufeff\s]*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype html|html|head)[\s>]/i.test(start);
}

/** Reads a page, HTML or the text of one. Lines are only kept by a page that says they count: in `pre`. */
export function readPage(page: string): RenderedPage {
  const text = page
    .replace(/\r\n?/g, '\n')
    .replace(/^\ufeff/, '')
    .replaceAll('\0', '');
  if (!isHtmlPage(text)) return readText(text, isFlattened(text) ? 'flattened' : 'rendered');
  const { pre, around } = partHtml(text);
  const longest = pre.reduce((a, b) => (b.length > a.length ? b : a), '');
  if (longest.trim() === '') return readText(htmlToText(text), 'flattened');
  const own = readText(longest, isFlattened(longest) ? 'flattened' : 'rendered');
  if (own.headers.some(([name]) => name === 'From')) return own;
  // The headers stand before the text, in a table or in a block of their own.
  const shown = pre.filter((block) => block !== longest).join('\n');
  const { headers } = readText(`${around}\n${shown}`, 'rendered');
  const known = new Set(own.headers.map(([name]) => name));
  return { ...own, headers: [...headers.filter(([name]) => !known.has(name)), ...own.headers] };
}

/** The text of each `pre`, as it stands, and the readable text of what is around them. One pass, whatever the page holds. */
function partHtml(html: string): { readonly pre: readonly string[]; readonly around: string } {
  const pre: string[] = [];
  const around: string[] = [];
  let at = 0;
  for (const found of html.matchAll(/<pre(?=[\s>])[^>]*>/gi)) {
    if (found.index < at) continue;
    around.push(html.slice(at, found.index));
    const start = found.index + found[0].length;
    const end = html.slice(start).search(/<\/pre\s*>/i);
    const stop = end < 0 ? html.length : start + end;
    pre.push(
      decodeEntities(
        html
          .slice(start, stop)
          .replace(/<br\s*\/?>(?!\n)/gi, '\n')
          .replace(/<[^>]*>/g, ''),
      ),
    );
    at = stop;
  }
  around.push(html.slice(at));
  return { pre, around: htmlToText(around.join('\n')) };
}

const names: Readonly<Record<string, string>> = {
  from: 'From',
  author: 'From',
  to: 'To',
  cc: 'Cc',
  date: 'Date',
  sent: 'Date',
  subject: 'Subject',
  'message-id': 'Message-ID',
  'message id': 'Message-ID',
  'in-reply-to': 'In-Reply-To',
  references: 'References',
};
const field =
  /^(?:\*\s*)?(from|author|to|cc|date|sent|subject|message-id|message id|in-reply-to|references)(?:\s*:\s*|\t+| \| )(\S.*?)\s*\|?\s*$/i;
/** Lines among which headers may stand. */
const HEADER_LINES = 60;

/** Reads text: headers first, as far as they can be told, then the body. */
function readText(text: string, fidelity: Lossy): RenderedPage {
  const lines = text.split('\n');
  const headers: (readonly [string, string])[] = [];
  let title = '';
  let body = 0;
  for (const [i, line] of lines.slice(0, HEADER_LINES).entries()) {
    const found = line.length > 2000 ? null : field.exec(line);
    const name = names[(found?.[1] ?? '').toLowerCase()];
    if (found?.[2] !== undefined && name !== undefined && !headers.some(([known]) => known === name)) {
      headers.push([name, clean(name, found[2])]);
      body = i + 1;
    } else if (headers.length === 0 && title === '' && line.trim() !== '' && line.length < 500) title = line.trim();
    // A quote or an attribution: the mail has begun.
    else if (/^>|wrote:\s*$/.test(line)) break;
    else if (body > 0 && i > body && lines[i - 1]?.trim() === '' && line.trim() !== '' && headers.length > 1) break;
  }
  // Some archives have the subject as a heading above the other headers.
  const isTitle = title !== '' && headers.length > 0 && !headers.some(([name]) => name === 'Subject');
  if (isTitle && fidelity === 'rendered') headers.unshift(['Subject', title]);
  const rest = lines
    .slice(body)
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  const ids = text.match(/^message-id\s*:/gim)?.length ?? 0;
  return { headers, body: rest === '' ? '' : `${rest}\n`, fidelity, mails: Math.max(1, ids) };
}

/** A header's value without what the archive added. */
function clean(name: string, value: string): string {
  let text = value.replace(/\s*\[(?:thread overview|flat\|nested|\*)\].*$/i, '').trim();
  if (name === 'Message-ID' || name === 'In-Reply-To') {
    // marc.info writes "x () example ! org".
    text = text
      .replace(/ \(\) /, '@')
      .replaceAll(' ! ', '.')
      .replace(/\s*\((?:raw|mailing list archive)\).*$/i, '');
    const id = /<([^<>\s]+@[^<>\s]+)>|^([^<>\s]+@[^<>\s]+)/.exec(text);
    text = id === null ? text : `<${id[1] ?? id[2]}>`;
  }
  return text;
}

/** Text whose lines were joined: quotes stand in the midst of lines far longer than any mail's. */
function isFlattened(text: string): boolean {
  return text.split('\n').some((line) => line.length > 500 && /(?:\s>\s.*){2}|wrote:\s+>/.test(line.slice(0, 20_000)));
}
