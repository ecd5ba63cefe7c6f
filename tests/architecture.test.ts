import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type prismaFolder, readMigrations, schemaFile } from '#lib/db/migrations';
import { deriveSchema } from '#lib/db/postgres/derive-schema';
import {
  everywhere,
  findAssertions,
  findBreaches,
  findIdleExcuses,
  findMemoryWords,
  readSources,
  table,
} from './architecture.ts';

const root = process.cwd();
const sources = readSources(root);

describe('the import table', () => {
  test('no file imports what its folder may not', () => {
    expect(sources.flatMap(({ file, text }) => findBreaches(file, text))).toEqual([]);
  });

  test('every folder of lib/ has a row', () => {
    const folders = new Set(sources.flatMap(({ file }) => /^lib\/[^/]+(?=\/)/.exec(file)?.[0] ?? []));
    expect([...folders].filter((folder) => !(folder in table))).toEqual([]);
  });

  test('what runs everywhere reaches only what runs everywhere', () => {
    for (const folder of everywhere) {
      const rule = table[`lib/${folder}`];
      expect({ folder, node: rule?.node }).toEqual({ folder, node: false });
      expect(rule?.lib.filter((name) => !everywhere.includes(name))).toEqual([]);
    }
  });

  test.each([
    ['lib/check/store.ts', "import { readFileSync } from 'node:fs';"],
    ['lib/check/store.ts', "import type { Page } from '#lib/mm/page';"],
    ['lib/mail/message.ts', "import { openMoot } from '#lib/db/open';"],
    ['lib/mail/message.ts', "export { openMoot } from '#lib/db/open';"],
    ['lib/mm/page.ts', "const open = await import('#lib/db/open');"],
    ['lib/cli/run.ts', "import { PrismaClient } from '#lib/db/generated/client';"],
    ['lib/db/claim.ts', "import { Claim } from '../../app/claims/page';"],
    ['app/claims/table.tsx', "'use client';\nimport { findClaim } from '#lib/db/claim';"],
    ['app/scenarios/explore.worker.ts', "import { readFile } from 'node:fs/promises';"],
  ])('%s may not say %s', (file, text) => {
    expect(findBreaches(file, text)).toHaveLength(1);
  });

  test('a several-line import is placed on the line that names the module', () => {
    const text = "import {\n  a,\n  b,\n} from '#lib/db/open';\n";
    expect(findBreaches('lib/mm/page.ts', text)).toEqual([
      { place: 'lib/mm/page.ts:4', what: 'lib/mm may not import #lib/db/open' },
    ]);
  });
});

describe('type assertions', () => {
  test('there are none outside tests', () => {
    expect(sources.flatMap(({ file, text }) => findAssertions(file, text))).toEqual([]);
  });

  test('the search for them fires, and only on them', () => {
    const text = [
      'const a = b as Claim;',
      'const a = [1] as const;',
      '// read b as Claim',
      "import { a as b } from 'c';",
      "const s = 'b as Claim';",
      'return (x.y as unknown);',
    ].join('\n');
    expect(findAssertions('lib/x.ts', text).map(({ place }) => place)).toEqual(['lib/x.ts:1', 'lib/x.ts:6']);
  });
});

describe('what a debate is about', () => {
  test('only its simulator and its content know', () => {
    expect(sources.flatMap(({ file, text }) => findMemoryWords(file, text))).toEqual([]);
  });

  test('nobody is excused for nothing', () => {
    expect(findIdleExcuses(sources)).toEqual([]);
  });

  test('the search for its words fires, and not on comments', () => {
    const text =
      "const pageCount = 1;\n// a page_count\n/** `vmsplice` */\nconst a = 'missed-cow';\nconst forked = 1;\n";
    expect(findMemoryWords('lib/db/x.ts', text).map(({ place }) => place)).toEqual([
      'lib/db/x.ts:1',
      'lib/db/x.ts:4',
      'lib/db/x.ts:5',
    ]);
    expect(findMemoryWords('lib/mm/x.ts', text)).toEqual([]);
  });
});

describe('lint rules that the house stands on are errors', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['lint/suspicious/noExplicitAny', 'export const a: any = 1;\n'],
    ['lint/style/noNonNullAssertion', 'export const a = (b?: { c: number }) => b!.c;\n'],
    ['lint/performance/noBarrelFile', "export * from '#lib/mm/page';\n"],
    ['lint/style/noEnum', 'export enum Word {\n  holds,\n}\n'],
    ['lint/style/noDefaultExport', 'export default function page() {}\n'],
    ['lint/style/noRestrictedGlobals', 'export const now = () => Date.now();\n'],
  ];
  test('each of them fires', () => {
    const folder = mkdtempSync(join(root, 'lib', 'mm', 'fires-'));
    try {
      for (const [index, [, text]] of cases.entries()) writeFileSync(join(folder, `case-${index}.ts`), text);
      let printed = '';
      try {
        execFileSync('npx', ['biome', 'lint', '--reporter=json', '--diagnostic-level=error', folder], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
      } catch (error) {
        printed = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
      }
      expect(cases.map(([rule]) => rule).filter((rule) => !printed.includes(rule))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the pure folders', () => {
  test('compile without the types of Node or a browser', { timeout: 120_000 }, () => {
    const folder = mkdtempSync(join(root, 'lib', 'check', 'fires-'));
    const compile = () => {
      try {
        return execFileSync('npx', ['tsc', '--noEmit', '-p', 'tsconfig.pure.json'], {
          encoding: 'utf8',
          stdio: 'pipe',
        });
      } catch (error) {
        return error instanceof Error && 'stdout' in error ? String(error.stdout) : 'failed';
      }
    };
    try {
      writeFileSync(join(folder, 'impure.ts'), 'export const a = () => [process, window, console, setTimeout];\n');
      const printed = compile();
      for (const name of ['process', 'window', 'console', 'setTimeout']) expect(printed).toContain(`'${name}'`);
      expect(printed.split('\n').filter((line) => line.includes('error') && !line.includes('impure.ts'))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the two histories of the database', () => {
  const listNames = (engine: keyof typeof prismaFolder) =>
    readMigrations(root, engine).migrationDirectories.map(({ path }) => path);

  test('the schema of PostgreSQL is the one of SQLite', () => {
    // When this fails, `npm run migration` makes it anew.
    expect(schemaFile(root, 'postgresql')[1]).toBe(deriveSchema(schemaFile(root)[1]));
  });

  test('both histories have the same migrations from the first that they share', () => {
    const postgresql = listNames('postgresql');
    const sqlite = listNames('sqlite');
    const [first = ''] = postgresql;
    expect(sqlite).toContain(first);
    // When this fails, `npm run migration` writes what one of them lacks.
    expect(postgresql).toEqual(sqlite.slice(sqlite.indexOf(first)));
  });
});
