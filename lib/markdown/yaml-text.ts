import { parseDocument } from 'yaml';

/**
 * The canonical YAML of a front matter: block style, two spaces a level, one line a value. Text is plain wherever YAML
 * reads it back as the same text, else in single quotes, and in double quotes only where a character cannot stand in
 * single ones. A key without a value (undefined, null, an empty list or object) is left out.
 */
export function printYaml(value: object): string {
  return printMap(value, '');
}

function printMap(value: object, indent: string): string {
  return Object.entries(value)
    .filter(([, item]) => !isEmpty(item))
    .map(([key, item]) => `${indent}${printText(key)}:${printValue(item, indent)}`)
    .join('');
}

/** What follows a key's colon, line break included. */
function printValue(value: unknown, indent: string): string {
  if (Array.isArray(value)) return `\n${value.map((item) => printItem(item, `${indent}  `)).join('')}`;
  if (typeof value === 'object' && value !== null) return `\n${printMap(value, `${indent}  `)}`;
  return ` ${printScalar(value)}\n`;
}

/** A list's item: the first key of an object stands on the line of its hyphen. */
function printItem(item: unknown, indent: string): string {
  if (Array.isArray(item)) throw new Error('Cannot print a list in a list, expected text, a number or an object');
  if (typeof item !== 'object' || item === null) return `${indent}- ${printScalar(item)}\n`;
  const inner = printMap(item, `${indent}  `);
  return inner === '' ? `${indent}- {}\n` : `${indent}- ${inner.slice(indent.length + 2)}`;
}

function printScalar(value: unknown): string {
  if (typeof value === 'string') return printText(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'boolean') return String(value);
  throw new Error(`Cannot print ${String(value)} as YAML, expected text, a finite number or a truth value`);
}

/** A text as one line of YAML. */
export function printText(text: string): string {
  // Control characters, line separators, byte-order marks and lone surrogates have no form but an escape.
  if (/[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u.test(text)) return JSON.stringify(text);
  return isPlain(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** Whether YAML reads the text back, unquoted, as itself: the reader is asked, except where the answer is plain. */
function isPlain(text: string): boolean {
  if (/^[A-Za-z](?:[A-Za-z0-9 ,.;()/+_'’-]*[A-Za-z0-9.)])?$/.test(text) && !/^(?:null|true|false)$/i.test(text))
    return true;
  const document = parseDocument(`k: ${text}\n`, { prettyErrors: false });
  return document.errors.length === 0 && document.warnings.length === 0 && document.get('k') === text;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}
