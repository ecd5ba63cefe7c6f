const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

/** A path as git writes it where it holds odd characters, in quotes and with octal bytes, as the path it is. */
export function unquotePath(path: string): string {
  if (!/^".*"$/.test(path)) return path;
  const bytes = path
    .slice(1, -1)
    .replace(/\\([0-7]{3}|.)|%/g, (whole, code: string | undefined) =>
      code === undefined
        ? '%25'
        : /^\d/.test(code)
          ? `%${Number.parseInt(code, 8).toString(16).padStart(2, '0')}`
          : (escapes[code] ?? whole),
    );
  try {
    return decodeURIComponent(bytes);
  } catch {
    // Bytes that are no UTF-8: the quoted form names the file as well.
    return path;
  }
}

/** The path of a `---` or `+++` line: what other tools write after it, a tab and a date, taken off. */
export function readPath(text: string): string {
  return unquotePath(text.replace(/\t.*$/, '').trimEnd());
}
