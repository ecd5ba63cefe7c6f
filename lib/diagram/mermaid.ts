/**
 * Text that mermaid reads as a label and as nothing else.
 *
 * Mermaid writes a character as `#NN;` (decimal code point) and undoes that after drawing. Three traps of version 11 are
 * met here: a label is also Markdown (so `_`, `*` and the backtick are written as codes), the words `style` and
 * `classDef` make the pre-processor eat the last `;` of their line, and the pair of letters that it uses itself for a
 * code (U+FB02, U+00B6) may stand in the text.
 */

/** Everything that is neither a letter, a digit, a space nor punctuation without a meaning to mermaid. */
const special = /[^\p{L}\p{N}\p{M} .,()'=/+\-!?→·–—…“”‘’×≤≥≠]/gu;

/** As `special`, for places that take the rest of the line: colon and double quote stand for themselves there. */
const specialInLine = /[^\p{L}\p{N}\p{M} .,()'=/+\-!?→·–—…“”‘’×≤≥≠:"]/gu;

/** Words that mermaid's pre-processor acts on wherever they stand, and the letters of its own codes. */
const reserved = /style|classDef|[\uFB02\u00B6\u00B0\u00DF]/gu;

/** Line breaks and other control characters, which no label can hold. */
const control = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]+/gu;

function code(character: string): string {
  return `#${character.codePointAt(0) ?? 0xfffd};`;
}

function escapeWith(text: string, pattern: RegExp): string {
  const flat = text.replace(control, ' ').replace(/\s+/gu, ' ').trim();
  // An empty label is a syntax error in some diagrams and an invisible box in the others.
  if (flat === '') return '–';
  // Reserved words first: their codes hold `#` and `;`, so the two passes are made in one walk.
  let result = '';
  let last = 0;
  for (const match of flat.matchAll(reserved)) {
    result += flat.slice(last, match.index).replace(pattern, code);
    result += code(match[0]) + match[0].slice(1);
    last = match.index + match[0].length;
  }
  return result + flat.slice(last).replace(pattern, code);
}

/** A label between double quotes: nodes and edges of a flowchart, states and their transitions. */
export function escapeLabel(text: string): string {
  return escapeWith(text, special);
}

/** A label that ends with its line: messages, notes and participants of a sequence diagram. */
export function escapeLine(text: string): string {
  // `wrap:` and `nowrap:` at the start of a message are instructions.
  const escaped = escapeWith(text, specialInLine);
  return escaped.replace(/^((?:no)?wrap) ?:/iu, '$1#58;');
}

/** Several labels, one under the other. */
export function stackLabels(lines: readonly string[]): string {
  return lines.map(escapeLabel).join('<br/>');
}

/** The two lines that give a diagram its name and description for those who cannot see it. */
export function writeAbout(title: string, description: string): string {
  return `  accTitle: ${escapeLine(title)}\n  accDescr: ${escapeLine(description)}`;
}

/**
 * Ids of nodes: mermaid gives meaning to some words (`end`, `o`, `x`), so that no name of ours is ever used as one.
 * The same name gives the same id again; ids are unique within one maker.
 */
export function makeIds(prefix: string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const id = known.get(name) ?? `${prefix}${known.size}`;
    known.set(name, id);
    return id;
  };
}

/** Cuts a label that would make its box wider than a screen; the table beside the diagram has the whole. */
export function shorten(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** `A1, A3–A8`: three and more neighbours of `all` become a range. */
export function writeRanges(ids: readonly string[], all: readonly string[]): string {
  const wanted = new Set(ids);
  const runs: string[][] = [];
  let open: string[] | undefined;
  for (const id of all) {
    if (!wanted.has(id)) open = undefined;
    else if (open !== undefined) open.push(id);
    else {
      open = [id];
      runs.push(open);
    }
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(', '))).join(', ');
}
