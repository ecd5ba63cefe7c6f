/** Languages that are coloured, by the name that the highlighter knows them under. */
export const languages = ['c', 'diff', 'shellscript', 'make', 'rst', 'python', 'asm', 'rust'] as const;
export type Language = (typeof languages)[number];

const byEnding: Readonly<Record<string, Language>> = {
  c: 'c',
  h: 'c',
  S: 'asm',
  s: 'asm',
  diff: 'diff',
  patch: 'diff',
  sh: 'shellscript',
  bash: 'shellscript',
  mk: 'make',
  rst: 'rst',
  py: 'python',
  rs: 'rust',
};

/** The language of a file by its name; undefined: it is shown without colours. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(?:Makefile|Kbuild)(?:\..*)?$/.test(name)) return 'make';
  return byEnding[name.slice(name.lastIndexOf('.') + 1)];
}
