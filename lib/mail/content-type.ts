/** A header of the form `value; name=value; ...` (RFC 2045 5.1): Content-Type, Content-Disposition. */
export interface Structured {
  /** In lower case. */
  readonly value: string;
  /** Names in lower case; the first of two equal names counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

const parameter = /;\s*([^=;\s"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;\s]*)))?/g;

/** Reads such a header; comments in parentheses outside quotes are dropped. */
export function parseStructured(header: string | undefined, fallback: string): Structured {
  if (header === undefined) return { value: fallback, parameters: new Map() };
  const text = header.includes('(') ? header.replace(/"(?:[^"\\]|\\.)*"|(?<=[\s;]|^)\([^()]*\)/g, keepQuoted) : header;
  const semicolon = text.indexOf(';');
  const value = (semicolon < 0 ? text : text.slice(0, semicolon)).trim().replace(/^"|"$/g, '').toLowerCase();
  const parameters = new Map<string, string>();
  if (semicolon >= 0) {
    for (const match of text.slice(semicolon).matchAll(parameter)) {
      const name = (match[1] ?? '').toLowerCase();
      const given = match[2] === undefined ? (match[3] ?? '') : match[2].replace(/\\(.)/g, '$1');
      if (!parameters.has(name)) parameters.set(name, given);
    }
  }
  return { value: value === '' ? fallback : value, parameters };
}

function keepQuoted(match: string): string {
  return match.startsWith('"') ? match : '';
}

/** A file's name out of Content-Disposition or Content-Type, RFC 2231 continuations joined; '' for none. */
export function readFileName(disposition: Structured, type: Structured): string {
  for (const [header, name] of [
    [disposition, 'filename'],
    [type, 'name'],
  ] as const) {
    const plain = header.parameters.get(name);
    if (plain !== undefined) return plain;
    let joined = '';
    for (let i = 0; i < 100; i++) {
      const piece = header.parameters.get(`${name}*${i}*`) ?? header.parameters.get(`${name}*${i}`);
      if (piece === undefined) break;
      joined += piece;
    }
    joined ||= header.parameters.get(`${name}*`) ?? '';
    if (joined !== '') return decodePercent(joined);
  }
  return '';
}

/** RFC 2231 4: charset'language'percent-encoded; left as it stands where it cannot be read. */
function decodePercent(value: string): string {
  const text = value.replace(/^[^']*'[^']*'/, '');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
