/** Readable text out of an HTML part. Nothing of it is ever shown as HTML, so this reads, it does not sanitise. */

/** Elements whose content no reader sees. */
const silent = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'svg', 'object']);
/** Elements that begin a line of their own. */
const block = new Set(
  'address article blockquote dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);
const paragraph = new Set(['p', 'blockquote', 'pre', 'ul', 'ol', 'table', 'h1', 'h2', 'h3', 'h4']);

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  middot: '·',
  laquo: '«',
  raquo: '»',
  times: '×',
  rarr: '→',
  larr: '←',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  euro: '€',
  le: '≤',
  ge: '≥',
  ne: '≠',
  minus: '−',
  deg: '°',
  sect: '§',
  shy: '',
  zwnj: '',
  zwj: '',
};

/** One pass, linear in the text whatever it holds; an unclosed tag or comment ends the text there. */
export function htmlToText(html: string): string {
  const out: string[] = [];
  let at = 0;
  let pre = 0;
  const text = (end: number) => {
    if (end > at) {
      const piece = decodeEntities(html.slice(at, end));
      out.push(pre > 0 ? piece : piece.replace(/[ \t\r\n\f]+/g, ' '));
    }
  };
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      text(html.length);
      break;
    }
    if (!/[a-z!/?]/i.test(html.charAt(open + 1))) {
      text(open + 1);
      at = open + 1;
      continue;
    }
    text(open);
    if (html.startsWith('<!--', open)) {
      const close = html.indexOf('-->', open + 4);
      at = close < 0 ? html.length : close + 3;
      continue;
    }
    const close = html.indexOf('>', open);
    if (close < 0) break;
    const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 40));
    const name = (tag?.[2] ?? '').toLowerCase();
    at = close + 1;
    if (tag?.[1] === '' && silent.has(name) && !html.slice(open, close).endsWith('/')) {
      at = skipElement(html, name, at);
      continue;
    }
    if (name === 'pre') pre = Math.max(0, pre + (tag?.[1] === '' ? 1 : -1));
    if (name === 'br') out.push('\n');
    else if (paragraph.has(name)) out.push('\n\n');
    else if (block.has(name)) out.push('\n');
    else if (name === 'td' || name === 'th') out.push(' ');
  }
  return tidy(out.join(''));
}

/** Where the element's end tag ends; the whole rest where there is none. */
function skipElement(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}[\\s>]`, 'gi');
  end.lastIndex = from;
  const found = end.exec(html);
  if (found === null) return html.length;
  const close = html.indexOf('>', found.index);
  return close < 0 ? html.length : close + 1;
}

/** Text with its character references read; one that is unknown stays as it stands. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}\d?));?/gi, (match, dec, hex, name) => {
    if (typeof name === 'string') return entities[name] ?? entities[name.toLowerCase()] ?? match;
    const code = typeof dec === 'string' ? Number(dec) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '\ufffd';
  });
}

function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/\u00a0/g, ' ').trimEnd());
  const kept: string[] = [];
  for (const line of lines) {
    const clean = line.startsWith(' ') && line.charAt(1) !== ' ' ? line.slice(1) : line;
    if (clean === '' && (kept.length === 0 || kept.at(-1) === '')) continue;
    kept.push(clean);
  }
  while (kept.at(-1) === '') kept.pop();
  return kept.length === 0 ? '' : `${kept.join('\n')}\n`;
}
