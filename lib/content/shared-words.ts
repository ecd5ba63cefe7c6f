/** Fewest words in a row that two texts have to share before it is a sentence of the one in the other. */
const least = 8;

/** A run of words of `file` that stands in another text too. */
export interface SharedRun {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** The words as `file` has them, white space folded. */
  readonly words: string;
  readonly count: number;
  /** Which other text. */
  readonly source: string;
}

interface Word {
  /** Without marks at its ends, in lower case. */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

interface Indexed {
  readonly file: string;
  readonly text: string;
  readonly words: readonly Word[];
  /** By word: number of the source that shares it, from 1; 0 where none does. */
  readonly sharedBy: Uint32Array;
}

/**
 * Finds sentences of mails in our own files. White space, case, quote marks (`>`) and punctuation around words do not
 * tell two runs apart: a sentence that was quoted or broken anew is the same sentence.
 */
export class SharedWords {
  readonly #files: readonly Indexed[];
  readonly #numbers = new Map<string, number>();
  /** By `least` numbers of words: where they stand. */
  readonly #runs = new Map<string, { readonly file: Indexed; readonly at: number }[]>();
  readonly #sources: string[] = [];

  constructor(files: readonly { readonly file: string; readonly text: string }[]) {
    this.#files = files.map(({ file, text }) => {
      const words = readWords(text);
      return { file, text, words, sharedBy: new Uint32Array(words.length) };
    });
    for (const file of this.#files) {
      const numbers = file.words.map(({ folded }) => this.#number(folded));
      for (let at = 0; at + least <= numbers.length; at += 1) {
        const key = numbers.slice(at, at + least).join(' ');
        const places = this.#runs.get(key);
        if (places === undefined) this.#runs.set(key, [{ file, at }]);
        else places.push({ file, at });
      }
    }
  }

  /** Compares one other text; `source` is its name in the answer. */
  add(source: string, text: string): void {
    const numbers = readWords(text).map(({ folded }) => this.#numbers.get(folded) ?? -1);
    let known = 0;
    let number = 0;
    for (const [index, word] of numbers.entries()) {
      known = word === -1 ? 0 : known + 1;
      if (known < least) continue;
      const places = this.#runs.get(numbers.slice(index + 1 - least, index + 1).join(' '));
      if (places === undefined) continue;
      if (number === 0) number = this.#sources.push(source);
      for (const { file, at } of places) {
        for (let one = at; one < at + least; one += 1) file.sharedBy[one] ||= number;
      }
    }
  }

  /** Every run that was found, in the order of the files. */
  list(): readonly SharedRun[] {
    return this.#files.flatMap((file) => listRuns(file, this.#sources));
  }

  #number(word: string): number {
    const number = this.#numbers.get(word) ?? this.#numbers.size;
    this.#numbers.set(word, number);
    return number;
  }
}

function listRuns({ file, text, words, sharedBy }: Indexed, sources: readonly string[]): readonly SharedRun[] {
  const runs: SharedRun[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const first = words[at];
    const source = sources[(sharedBy[at] ?? 0) - 1];
    if (first === undefined || source === undefined) continue;
    let end = at;
    while ((sharedBy[end + 1] ?? 0) > 0) end += 1;
    const before = text.slice(0, first.start).split('\n');
    runs.push({
      file,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      words: text.slice(first.start, words[end]?.end).replace(/\s+/g, ' '),
      count: end - at + 1,
      source,
    });
    at = end;
  }
  return runs;
}

function readWords(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/\S+/g)) {
    const folded = match[0].toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    if (folded !== '') words.push({ folded, start: match.index, end: match.index + match[0].length });
  }
  return words;
}
