/** Puts a text in a terminal's colours (numbers of SGR, ECMA-48 8.3.117); or leaves it as it is. */
export type Paint = (text: string, ...codes: readonly number[]) => string;

/** Paints where standard output is a terminal and `NO_COLOR` is not set (no-color.org). */
export function choosePaint(
  out: { readonly isTTY?: boolean } = process.stdout,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Paint {
  const isPlain = out.isTTY !== true || (environment.NO_COLOR ?? '') !== '';
  return isPlain ? (text) => text : (text, ...codes) => (text === '' ? '' : `\x1b[${codes.join(';')}m${text}\x1b[0m`);
}

/** Codes by what they mean in a diff. */
export const look = { removed: 31, added: 32, changed: 33, head: 36, strong: 1, faint: 2, turned: 7 } as const;
