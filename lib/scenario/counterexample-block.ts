import type { TraceStep } from '#lib/scenario/run';
import { BLOCK_ENDS, BLOCK_OPENS, partBlocks } from '#lib/text/block-lines';
import { foldWhiteSpace } from '#lib/text/paragraph';
import { shortHash } from '#lib/text/short-hash';

/** What a block of a mail names: the run that somebody shows, and the whole text of the scenario that it is of. */
export interface CounterexampleName {
  /** Id of the scenario where it was written. */
  readonly scenario: string;
  readonly policy: string;
  /** Kind of page; '' where there is only one. */
  readonly kind: string;
  /** Name of the property that it breaks. */
  readonly property: string;
  readonly schedule: string;
  /** Address of the run; '' for none. */
  readonly link: string;
  /** The scenario's text. */
  readonly text: string;
}

/** A counterexample as a mail shows it. */
export interface Counterexample extends CounterexampleName {
  readonly title: string;
  readonly steps: readonly TraceStep[];
  /** The word of the property under each policy, in the order of the policies. */
  readonly verdicts: readonly { readonly policy: string; readonly verdict: string }[];
}

const COLUMNS = 72;

/**
 * A counterexample as lines of ASCII for a mail, none over 72 columns but its link: what it is, how each policy fares, the
 * steps with what they change, and the scenario itself behind bars, so that the block can be read back and played.
 */
export function printCounterexample(example: Counterexample): readonly string[] {
  const { scenario, title, policy, kind, property, schedule, link, steps, verdicts, text } = example;
  const field = (name: string, value: string) => (value === '' ? [] : wrap(`${name}: ${ascii(value)}`, '  '));
  const actors = Math.max(0, ...steps.map(({ actor }) => actor.length));
  const lines = text.replace(/\n$/, '').split('\n');
  return [
    BLOCK_OPENS,
    ...field('scenario', scenario),
    ...field('title', title),
    ...field('policy', policy),
    ...field('kind', kind),
    ...field('property', property),
    ...cut(`schedule: ${schedule}`, '  '),
    ...field('verdicts', verdicts.map((one) => `${one.policy} ${one.verdict}`).join(', ')),
    ...(link === '' ? [] : [`link: ${link}`]),
    '',
    ...steps.flatMap(({ actor, step, changes }, index) => {
      const indent = ' '.repeat(6 + actors);
      const changed = changes.map(({ what, before, after }) => `${what} ${before} -> ${after}`).join(', ');
      return [
        ...wrap(ascii(`${String(index + 1).padStart(3)}  ${actor.padEnd(actors)} ${step}`), indent),
        ...(changed === '' ? [] : wrap(ascii(`${indent}${changed}`), indent)),
      ];
    }),
    ...(steps.length === 0 ? [] : ['']),
    `text ${shortHash(foldWhiteSpace(text))}:`,
    ...lines.flatMap((line) => cut(`| ${escapeLine(line)}`.trimEnd(), '|+')),
    BLOCK_ENDS,
  ];
}

/** What is not ASCII as something that is: nothing of it is needed to read the block back. */
function ascii(text: string): string {
  return text
    .replaceAll('\u2192', '->')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?');
}

/** A line broken at spaces; what follows on it is indented. */
function wrap(text: string, indent: string): readonly string[] {
  const start = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = '';
  for (const word of text.slice(start.length).split(/ (?! )/)) {
    const head = lines.length === 0 ? start : indent;
    if (line === '') line = head + word;
    else if (line.length + 1 + word.length <= COLUMNS) line += ` ${word}`;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line];
}

/** A line cut where it is full, never so that a piece ends in a space: mailers take those away. */
function cut(text: string, sign: string): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > COLUMNS) {
    let at = COLUMNS;
    while (at > sign.length + 1 && rest.charAt(at - 1) === ' ') at--;
    pieces.push(rest.slice(0, at));
    rest = sign + rest.slice(at);
  }
  return [...pieces, rest];
}

/** A line of a scenario as ASCII that no mailer changes: tabs, spaces at its end and all other letters as codes. */
function escapeLine(line: string): string {
  return (
    line
      .replaceAll('\\', '\\\\')
      .replaceAll('\t', '\\t')
      // At the head of a broken line it would be a bar of the block's own.
      .replace(/(?<= )\||^\|/g, '\\u{7c}')
      .replace(/[^\x20-\x7e]/gu, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`)
      .replace(/ $/, '\\u{20}')
  );
}

function unescapeLine(line: string): string {
  return line.replace(
    /\\(?:u\{([0-9a-f]{1,6})\}|(.))/g,
    (all, code: string | undefined, letter: string | undefined) => {
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        return point > 0x10ffff ? all : String.fromCodePoint(point);
      }
      return letter === 't' ? '\t' : (letter ?? '');
    },
  );
}

/** A block that was read, and whether its scenario came through whole. */
export interface ReadCounterexample extends CounterexampleName {
  /** Why its text is not what was sent; null where it is, but perhaps for white space. */
  readonly problem: string | null;
}

/** Marks of quoting before a line, however many and with spaces or without. */
const quoted = /^(?:[ \t]?>)+ ?/;

/** The counterexamples that stand in a text, also where it was quoted, and where lines were broken or trimmed since. */
export function readCounterexamples(text: string): readonly ReadCounterexample[] {
  const rows = text.split(/\r\n|\n|\r/).map((row) => row.replace(quoted, ''));
  return partBlocks(rows).blocks.flatMap((block) => readBlock(block.slice(1, -1)) ?? []);
}

function readBlock(rows: readonly string[]): ReadCounterexample | undefined {
  const start = rows.findIndex((row) => /^\s*text [0-9a-f]{8}:\s*$/.test(row));
  if (start < 0) return undefined;
  const fields = readFields(rows.slice(0, start));
  const lines: string[] = [];
  for (const row of rows.slice(start + 1)) {
    const own = /^\s?\|(\+| ?)(.*)$/.exec(row);
    const last = lines.length - 1;
    if (own === null) {
      // The rest of a line that a mailer broke; an empty one is nobody's.
      if (row.trim() !== '' && last >= 0) lines[last] = `${lines[last]} ${row.trim()}`;
    } else if (own[1] === '+' && last >= 0) lines[last] += own[2] ?? '';
    else lines.push(own[2] ?? '');
  }
  const text = `${lines.map(unescapeLine).join('\n')}\n`;
  const hash = /text ([0-9a-f]{8})/.exec(rows[start] ?? '')?.[1];
  const isWhole = shortHash(foldWhiteSpace(text)) === hash;
  return {
    scenario: fields.get('scenario') ?? '',
    policy: fields.get('policy') ?? '',
    kind: fields.get('kind') ?? '',
    property: fields.get('property') ?? '',
    schedule: (fields.get('schedule') ?? '').replaceAll(' ', ''),
    link: (fields.get('link') ?? '').replaceAll(' ', ''),
    text,
    problem: isWhole
      ? null
      : 'the scenario in the mail is not what was sent: some of its lines were changed on the way',
  };
}

/** Names and values up to the first empty line; a line without a name goes on with the value before it. */
function readFields(rows: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const row of rows) {
    if (row.trim() === '' && last !== '') break;
    const [, name, value = ''] =
      /^(scenario|title|policy|kind|property|schedule|verdicts|link): ?(.*)$/.exec(row) ?? [];
    if (name !== undefined) {
      fields.set(name, value.trim());
      last = name;
    } else if (last !== '') fields.set(last, `${fields.get(last) ?? ''} ${row.trim()}`.trim());
  }
  return fields;
}
