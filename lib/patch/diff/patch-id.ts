/** The SHA-1 of a text in UTF-8: git's patch-ids are made of it, and the core brings no hash of its own. */
export type Sha1 = (text: string) => Uint8Array;

/** Bytes of a SHA-1. */
const SIZE = 20;

const hunkHeader = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/**
 * What `git patch-id --stable` says of a diff, in hexadecimal: the same for the same changes, whatever the line numbers,
 * the white space and the order of the files (git's builtin/patch-id.c). Undefined for a text that holds no diff.
 * A binary file counts by the blobs of its `index` line alone.
 */
export function patchId(diff: string, sha1: Sha1): string | undefined {
  const sum = new Uint8Array(SIZE);
  let hashed: string[] = [];
  let isBegun = false;
  // Lines left of the hunk on either side; -1 while a file's header is read.
  let [before, after] = [-1, -1];
  let isBinary = false;
  let blobs = '';
  const flush = () => {
    // White space goes from all lines of a file at once: from each alone it takes several times as long.
    add(sum, sha1(hashed.join('\n').replace(/[ \t\n\v\f\r]+/g, '')));
    hashed = [];
  };
  for (const line of diff.split('\n')) {
    // git's remark on a missing end of line, in whatever language.
    if (line.startsWith('\\ ') && line.length >= 12) continue;
    if (!isBegun && !line.startsWith('diff ')) continue;
    if (before === -1) {
      if (line.startsWith('GIT binary patch') || line.startsWith('Binary files')) {
        isBinary = true;
        before = 0;
        hashed.push(blobs);
        flush();
        continue;
      }
      const index = line.startsWith('index ') ? /^index (.*?)\.\.(\S*)/.exec(line) : null;
      if (index !== null) {
        blobs = `${index[1]}${index[2]}`;
        continue;
      }
      if (line.startsWith('--- ')) [before, after] = [1, 1];
      else if (!/^[A-Za-z]/.test(line)) break;
    }
    // git leaves the line that ends a binary file out of the count, though it opens the next one.
    if (isBinary) {
      if (line.startsWith('diff ')) {
        isBinary = false;
        before = -1;
      }
      continue;
    }
    if (before === 0 && after === 0) {
      const counts = hunkHeader.exec(line);
      if (counts !== null) {
        [before, after] = [Number(counts[1] ?? 1), Number(counts[2] ?? 1)];
        continue;
      }
      if (!line.startsWith('diff ')) break;
      flush();
      [before, after] = [-1, -1];
    }
    // A mailer may have taken the space of an empty context line.
    const isContext = line === '' || line.startsWith(' ');
    if (isContext || line.startsWith('-')) before--;
    if (isContext || line.startsWith('+')) after--;
    isBegun = true;
    hashed.push(line);
  }
  if (!isBegun) return undefined;
  flush();
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Adds a hash as a number whose lowest byte comes first, so that the order of the files does not matter. */
function add(sum: Uint8Array, hash: Uint8Array): void {
  let carry = 0;
  for (let i = 0; i < SIZE; i++) {
    carry += (sum[i] ?? 0) + (hash[i] ?? 0);
    sum[i] = carry & 0xff;
    carry >>= 8;
  }
}
