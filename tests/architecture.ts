import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The import table: what each folder may import, beside itself. `lib` names folders of lib/, `packages` the beginnings
 * of package names, `node` whether Node's own modules are allowed. What is not listed is forbidden.
 * A folder that may run everywhere must not reach Node, Prisma or a page, also not through another folder.
 */
export interface Rule {
  readonly lib: readonly string[];
  readonly packages: readonly string[];
  readonly node: boolean;
}

const pure = (lib: readonly string[], packages: readonly string[] = []): Rule => ({ lib, packages, node: false });
const node = (lib: readonly string[], packages: readonly string[] = []): Rule => ({ lib, packages, node: true });

export const everywhere = [
  'text',
  'check',
  'synthesis',
  'scenario',
  'mm',
  'promela',
  'mail',
  'patch',
  'search',
  'cue',
  'argument',
  'diagram',
  'markdown',
  'observation',
  'reproduce',
  'exchange',
  'site',
];

export const table: Readonly<Record<string, Rule>> = {
  'lib/text': pure([]),
  'lib/check': pure([]),
  'lib/scenario': pure(['check', 'text']),
  'lib/synthesis': pure([]),
  'lib/mm': pure(['check', 'scenario', 'synthesis']),
  'lib/reproduce': pure(['scenario']),
  'lib/promela': pure(['scenario', 'mm', 'check']),
  'lib/mail': pure(['text'], ['postal-mime']),
  'lib/patch': pure(['text', 'mail']),
  'lib/search': pure(['text', 'mail']),
  'lib/cue': pure(['text', 'mail', 'patch']),
  'lib/argument': pure(['text', 'scenario', 'patch'], ['zod']),
  'lib/diagram': pure(['argument', 'mail', 'scenario', 'check', 'text'], ['@dagrejs/dagre']),
  'lib/observation': pure(['scenario', 'text'], ['zod']),
  'lib/markdown': pure(
    ['argument', 'text', 'mail'],
    ['unified', 'remark-', 'rehype-', 'unist-', 'mdast', 'hast', 'yaml', 'zod', 'vfile'],
  ),
  'lib/exchange': pure(['argument', 'markdown', 'scenario', 'text'], ['zod', 'yaml']),
  'lib/site': pure(['mail']),
  'lib/source': node(['mail'], ['fzstd']),
  'lib/content': node(
    ['markdown', 'argument', 'exchange', 'observation', 'observe', 'scenario', 'text', 'db', 'simulators'],
    ['zod'],
  ),
  'lib/db': node(
    [
      'mail',
      'cue',
      'patch',
      'search',
      'argument',
      'markdown',
      'check',
      'observation',
      'scenario',
      'text',
      'source',
      'simulators',
      'highlight',
    ],
    ['@prisma/', 'better-sqlite3', 'esbuild', 'pg', '@electric-sql/', 'zod'],
  ),
  'lib/highlight': node([]),
  'lib/observe': node(['observation', 'reproduce', 'scenario', 'simulators'], ['zod']),
  'lib/cli': node(
    [...everywhere, 'source', 'content', 'db', 'observe', 'simulators'],
    ['commander', 'better-sqlite3', 'esbuild', 'mermaid', 'jsdom', 'zod'],
  ),
  'lib/simulator-list': pure(['mm', 'scenario']),
  'lib/simulators': pure(['simulator-list', 'scenario', 'check']),
  app: node(
    [...everywhere, 'source', 'content', 'db', 'simulators', 'highlight'],
    ['next', 'react', 'hast', '@fontsource', 'esbuild'],
  ),
  'app (browser)': pure([...everywhere, 'simulators'], ['next', 'react', 'mermaid', 'minisearch', 'hast']),
};

export interface Breach {
  readonly place: string;
  readonly what: string;
}

const imported =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+'(?<from>[^']+)'|^\s*import\s+'(?<bare>[^']+)'|\bimport\(\s*'(?<dynamic>[^']+)'\s*\)/gm;

/** Which row of the table a file stands under, or undefined where the table does not speak of it. */
export function findRow(file: string, text: string): string | undefined {
  if (file.startsWith('app/') || file === 'proxy.ts') {
    return /^'use client'/m.test(text) || file.endsWith('.worker.ts') ? 'app (browser)' : 'app';
  }
  const folder = /^lib\/[^/]+/.exec(file)?.[0].replace(/\.ts$/, '');
  return folder !== undefined && folder in table ? folder : undefined;
}

/**
 * What `text`, as the file at `file` (relative to the checkout), imports against the table. It reads lines, not syntax:
 * an import put together at run time escapes it.
 */
export function findBreaches(file: string, text: string): readonly Breach[] {
  const row = findRow(file, text);
  if (row === undefined) return [];
  const rule = table[row];
  if (rule === undefined) return [];
  const breaches: Breach[] = [];
  for (const match of text.matchAll(imported)) {
    const target = match.groups?.from ?? match.groups?.bare ?? match.groups?.dynamic ?? '';
    if (mayImport(row, rule, target)) continue;
    const line = text.slice(0, match.index + match[0].length).split('\n').length;
    breaches.push({ place: `${file}:${line}`, what: `${row} may not import ${target}` });
  }
  return breaches;
}

function mayImport(row: string, rule: Rule, target: string): boolean {
  if (target.startsWith('./') || target.startsWith('../')) return row.startsWith('app');
  if (target.startsWith('#lib/')) {
    const folder = target.slice('#lib/'.length).split('/')[0] ?? '';
    if (target.startsWith('#lib/db/generated')) return row === 'lib/db';
    return `lib/${folder}` === row || rule.lib.includes(folder);
  }
  if (target.startsWith('node:')) return rule.node;
  if (target.endsWith('.css')) return row.startsWith('app');
  return rule.packages.some((name) => target === name || target.startsWith(name));
}

const asserted =
  /[\w)\]}]\s+as\s+(?:[A-Z({[]|(?:any|unknown|never|string|number|boolean|object|typeof|keyof|readonly|unique|bigint)\b)/;

/** Type assertions outside tests: they silence the compiler where it is needed most. Reads lines, not syntax. */
export function findAssertions(file: string, text: string): readonly Breach[] {
  return text.split('\n').flatMap((line, index) => {
    const code = line.replace(/\/\/.*$|^\s*\/?\*.*$/, '').replace(/'[^']*'|"[^"]*"|`[^`]*`/g, "''");
    if (/^\s*(import|export)\b|^\s*(type )?\w+ as \w+,?$/.test(code) || !asserted.test(code)) return [];
    return [{ place: `${file}:${index + 1}`, what: `asserts a type: ${line.trim()}` }];
  });
}

/** Every TypeScript file of lib/ and app/, with its text, paths relative to `root`. */
export function readSources(root: string): readonly { readonly file: string; readonly text: string }[] {
  const files = ['lib', 'app'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  return [...files, 'proxy.ts']
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('generated'))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

/** Folders of lib/ that are about the memory of kernels. */
const aboutMemory = ['mm', 'promela', 'reproduce', 'observe', 'observation'];

/** Words that only a debate about memory has. */
const memoryWords =
  /page_?count|map_?count|\bcow\b|(?:missed|wrong|unnecessary)-cow|\bfork|uffd|userfault|\bswap|\bgup\b|vmsplice|hugetlb|\bthp\b|\bmmap\b|munmap|\bpte\b/i;

/** Files outside those folders that may know such words, each with its reason. */
const knowing: Readonly<Record<string, string>> = {
  'lib/simulator-list.ts': 'names the simulators',
  'lib/cli/observe.ts': 'asks kernels what they do to memory, as lib/observe does',
  'lib/cli/observe-random.ts': 'asks kernels what they do to memory, as lib/observe does',
  'lib/scenario/run.ts':
    'an outcome counts copies at fork; what a simulator counts, and how it is called, it says itself',
  'lib/scenario/scenario.ts': 'expectations may speak of these counts',
  'lib/scenario/clause.ts': 'expectations may speak of these counts',
  'lib/scenario/judge.ts': 'expectations may speak of these counts',
  'lib/scenario/compare-runs.ts': 'adds these counts up',
  'lib/db/run-row.ts': 'reads these counts from the database',
  'lib/scenario/simulator.ts': 'names these counts',
  'lib/scenario/check-names.ts': 'an actor may bring another into being; the step that does is called fork',
  'lib/argument/record/fields.ts': 'an example in a message',
  'app/observations/ask-form.tsx': 'asks for the steps of observed kernels',
};

/**
 * Where code outside the simulators knows that a debate is about memory: words of memory in identifiers and strings.
 * Comments may give examples. Reads lines, not syntax.
 */
export function findMemoryWords(file: string, text: string): readonly Breach[] {
  const folder = /^lib\/([^/]+)\//.exec(file)?.[1];
  if (file in knowing || (folder !== undefined && aboutMemory.includes(folder))) return [];
  return text.split('\n').flatMap((line, index) => {
    const code = line.replace(/\/\/ .*$|\/\*\*?.*|^\s*\*.*$/, '');
    const word = memoryWords.exec(code)?.[0];
    return word === undefined ? [] : [{ place: `${file}:${index + 1}`, what: `knows about memory: ${word}` }];
  });
}

/** Files that are excused and need it no longer. */
export function findIdleExcuses(files: readonly { readonly file: string; readonly text: string }[]): readonly string[] {
  return Object.keys(knowing).filter((name) => {
    const text = files.find(({ file }) => file === name)?.text ?? '';
    return !memoryWords.test(text) && name !== 'lib/simulator-list.ts';
  });
}
