/** A made-up series of patches in C, as mail: the same on every run. */
export interface LargeSeries {
  readonly mbox: string;
  /** Message-ID of the first patch. */
  readonly first: string;
  /** Rows of all diffs: lines with their signs, and hunk headers. */
  readonly rows: number;
}

const nouns = 'page folio vma pte range mapping fault swap cache anon slot entry walk lock batch zone'.split(' ');
const verbs = 'get put map unmap copy reuse lock free walk check mark fill clear drop find split'.split(' ');

/** As many patches as it takes for `rows` rows; each changes five files. */
export function makeLargeSeries(rows: number): LargeSeries {
  let seed = 7;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >>> 8) % below;
  };
  const noun = () => nouns[random(nouns.length)];
  const name = () => `${noun()}_${verbs[random(verbs.length)]}_${noun()}`;
  const statement = () => {
    const kinds = [
      () => `\tstruct ${noun()} *${noun()} = ${name()}(${noun()}, ${random(4096)}UL);`,
      () => `\tif (!${name()}(${noun()}) && ${noun()}_count(${noun()}) > ${random(9)})`,
      () => `\t\treturn -E${noun()?.toUpperCase()};`,
      () => `\t/* the ${noun()} must not be shared once the ${noun()} is locked */`,
      () => `\t${name()}(&${noun()}->${noun()}, "${noun()} %d", ${random(100)});`,
      () => '',
    ];
    return kinds[random(kinds.length)]?.() ?? '';
  };
  const hunk = (start: number, shift: number) => {
    const lines: string[] = [];
    let [old, fresh] = [0, 0];
    const add = (sign: string, text: string) => {
      lines.push(`${sign}${text}`);
      if (sign !== '+') old++;
      if (sign !== '-') fresh++;
    };
    for (let block = 0; block < 3; block++) {
      for (let i = 0; i < 3; i++) add(' ', statement());
      for (let i = random(5); i > 0; i--) {
        const line = statement();
        add('-', line);
        if (random(3) > 0) add('+', line.replace(/_\w+_/, `_${verbs[random(verbs.length)]}_`));
      }
      for (let i = random(6); i > 0; i--) add('+', statement());
    }
    for (let i = 0; i < 3; i++) add(' ', statement());
    const head = `@@ -${start},${old} +${start + shift},${fresh} @@ int ${name()}(struct ${noun()} *${noun()})`;
    return { text: [head, ...lines], old, fresh };
  };
  const patches: string[][] = [];
  let count = 0;
  while (count < rows) {
    const patch: string[] = [];
    for (let file = 0; file < 5; file++) {
      const path = `mm/${noun()}_${patches.length}_${file}.c`;
      patch.push(`diff --git a/${path} b/${path}`, 'index 1111111..2222222 100644', `--- a/${path}`, `+++ b/${path}`);
      let shift = 0;
      for (let at = 0; at < 4; at++) {
        const { text, old, fresh } = hunk(100 + at * 200, shift);
        shift += fresh - old;
        count += text.length;
        patch.push(...text);
      }
    }
    patches.push(patch);
  }
  const id = (part: number) => `large-${part}@bench.example.org`;
  const mbox = patches.map((patch, index) => {
    const part = index + 1;
    const date = new Date(Date.UTC(2021, 0, 1, 0, part)).toUTCString().replace('GMT', '+0000');
    const parent = part === 1 ? '' : `In-Reply-To: <${id(1)}>\nReferences: <${id(1)}>\n`;
    return `From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: Bench Writer <writer@example.org>\nDate: ${date}\nSubject: [PATCH ${part}/${patches.length}] mm: change the ${noun()} for part ${part}\nMessage-ID: <${id(part)}>\n${parent}\nWhy it is so.\n\nSigned-off-by: Bench Writer <writer@example.org>\n---\n${patch.join('\n')}\n-- \n2.40.0\n\n`;
  });
  return { mbox: mbox.join(''), first: id(1), rows: count };
}
