/** What ends a commit message, as git-mailinfo has it: a diff in any form, or `---` alone or before a file's name. */
const boundary = /^(?:diff -|Index: |---(?:[ \t\r]*$| \S))/m;

/** Where the commit message of a body ends: the index of the line's first character, or the length where nothing does. */
export function readBoundary(body: string): number {
  const at = body.search(boundary);
  return at < 0 ? body.length : at;
}
