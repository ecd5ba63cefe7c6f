/** A word or sign of one line. `column` is 1-based. */
export interface Token {
  readonly text: string;
  readonly column: number;
}

export interface Line {
  /** 1-based. */
  readonly number: number;
  readonly tokens: readonly Token[];
  /** Text after `#`; null when the line has no comment. */
  readonly comment: string | null;
  /** 1-based column just behind the last token. */
  readonly end: number;
}

// A name may hold hyphens (`missed-cow`) and one slash (`a/P`: the two halves of a page), but `x->y` is three tokens.
const TOKEN = /[A-Za-z0-9_]+(?:-(?!>)[A-Za-z0-9_]+)*(?:\/[A-Za-z0-9_]+)?|->|!=|<=|>=|\.\.|[^\s]/gu;

/** Splits a text into lines of tokens. A `#` opens a comment wherever it stands. */
export function readLines(text: string): readonly Line[] {
  return text.split(/\r\n|\n|\r/).map((line, index) => {
    const hash = line.indexOf('#');
    const code = hash === -1 ? line : line.slice(0, hash);
    return {
      number: index + 1,
      tokens: [...code.matchAll(TOKEN)].map((match) => ({ text: match[0], column: match.index + 1 })),
      comment: hash === -1 ? null : line.slice(hash + 1).trim(),
      end: code.trimEnd().length + 1,
    };
  });
}

/** A word of the text as a message quotes it: a very long one is cut. */
export function quote(text: string): string {
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

/** Whether a token is a name: a word that may name an actor, a variable, a value. */
export function isName(text: string | undefined): boolean {
  return text !== undefined && /^[A-Za-z0-9_]/.test(text);
}
