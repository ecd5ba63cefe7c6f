import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent } from '#lib/content/load';
import { loadObservations } from '#lib/content/load-observations';
import { findObservationMatrix } from '#lib/db/observation-matrix';
import { askObservationsAgain, findObservationSet, saveObservations } from '#lib/db/observations';
import { findScenario } from '#lib/db/scenarios';
import type { ObservationSet, OrderObservation } from '#lib/observation/observation';
import { makeOracle } from '#lib/observation/oracle';
import { printTables } from '#lib/observation/table';
import { simulators } from '#lib/simulators';
import { copyContent, edit, makeFolder, makeMoot } from '../content/temp.ts';

const [simulator] = simulators;
if (simulator === undefined) throw new Error('there is no simulator');
const oracle = makeOracle(simulator);

const kernel = { release: '5.10.218', uname: '#1', how: 'a laptop', nearest: 'A5', measured: '2026-01-02' };
const row: OrderObservation = {
  form: 'order',
  release: '5.10.218',
  kind: 'base',
  pin: 'vmsplice',
  order: 'fork;child pins;child munmaps;parent writes (attack)',
  facts: { pin: 'old', page: 'copied' },
};
const set = (rows: ObservationSet['rows'], uname = '#1'): ObservationSet => {
  return { kernels: [{ ...kernel, uname }], rows, repeated: 0 };
};

describe('observations', () => {
  test('are saved once, beside what the model says', async () => {
    const { prisma } = await makeMoot();
    const wrong = { ...row, facts: { pin: 'new', page: 'reused' } };
    const odd = { ...row, order: 'pin;mremaps;write' };
    const first = await saveObservations(prisma, set([row, wrong, odd]), 'import', oracle);
    expect(first).toEqual({ added: 3, known: 0, agrees: 1, differs: 1, notModelled: 1 });
    const respelled = { ...row, order: 'fork; child pins; child munmaps; parent writes' };
    const again = await saveObservations(prisma, set([respelled, wrong]), 'import', oracle);
    expect(again).toMatchObject({ added: 0, known: 2 });
    // Another build of the same release is another kernel.
    expect(await saveObservations(prisma, set([row], '#2'), 'import', oracle)).toMatchObject({ added: 1 });
    expect(await prisma.observedKernel.count()).toBe(2);
    const stored = await prisma.observation.findMany({ orderBy: { id: 'asc' } });
    expect(stored.map(({ agreement, reason }) => [agreement, reason])).toEqual([
      ['agrees', null],
      ['differs', 'the model ends with page=copied pin=old'],
      ['not modelled', 'unknown word “mremaps”'],
      ['agrees', null],
    ]);
  });

  test('of a set that does not hold together are not saved at all', async () => {
    const { prisma } = await makeMoot();
    const stray = { ...row, release: '9.9' };
    await expect(saveObservations(prisma, set([row, stray]), 'import', oracle)).rejects.toThrow('does not describe');
    expect([await prisma.observation.count(), await prisma.observedKernel.count()]).toEqual([0, 0]);
  });

  test('of content/ come and go with its tables; those that somebody brought stay', async () => {
    const moot = await makeMoot();
    const folder = makeFolder();
    const write = (rows: ObservationSet['rows']) => {
      mkdirSync(join(folder, 'observations'), { recursive: true });
      for (const [name, text] of Object.entries(printTables(set(rows))))
        writeFileSync(join(folder, 'observations', `${name}.csv`), text);
    };
    const other = { ...row, pin: 'pin_RO' };
    await saveObservations(moot.prisma, set([{ ...row, pin: 'pin_RW' }]), 'import', oracle);
    write([row, other]);
    expect(await loadObservations(moot, folder)).toEqual([]);
    write([row]);
    expect(await loadObservations(moot, folder)).toEqual([]);
    const { rows } = await findObservationSet(moot.prisma);
    expect(rows.map((one) => one.form === 'order' && one.pin)).toEqual(['pin_RW', 'vmsplice']);
    writeFileSync(join(folder, 'observations', 'orders.csv'), 'nonsense\n');
    expect(await loadObservations(moot, folder)).toMatchObject([{ file: 'observations/orders.csv', line: 1 }]);
    expect(await moot.prisma.observation.count()).toBe(2);
  });

  test('are asked about again when another engine answers', async () => {
    const { prisma } = await makeMoot();
    await saveObservations(prisma, set([row]), 'import', { ...oracle, engine: 'before' });
    expect(await askObservationsAgain(prisma, oracle)).toBe(1);
    expect(await askObservationsAgain(prisma, oracle)).toBe(0);
  });
});

test('a scenario has what kernels did in the orders that its record names, whatever their spelling', async () => {
  const moot = await makeMoot();
  const folder = copyContent();
  edit(
    folder,
    'scenarios/two-writers.md',
    'simulator: mm\n',
    'simulator: mm\nobserved:\n  - order: fork;child pins;child munmaps;parent writes\n    pin: vmsplice\n',
  );
  expect(await loadContent(moot, folder)).toMatchObject({ state: 'loaded', issues: [] });
  globalThis.mootOpened = Promise.resolve(moot);
  await saveObservations(moot.prisma, set([row, { ...row, pin: 'pin_RO' }]), 'import', oracle);
  const { observed } = (await findScenario('two-writers'))!;
  expect(observed.releases).toEqual(['5.10.218']);
  expect(observed.groups).toMatchObject([
    {
      form: 'order',
      rows: [{ pin: 'vmsplice', path: '/observations/vmsplice/fork.child-pins.child-munmaps.parent-writes' }],
    },
  ]);
  const matrix = await findObservationMatrix({
    release: '',
    kind: '',
    pin: 'pin_RO',
    agreement: '',
    words: 'child MUNMAPS; fork',
  });
  expect([matrix.counts.agrees + matrix.counts.differs, matrix.pins]).toEqual([1, ['vmsplice', 'pin_RO']]);
});

describe('moot observe --import', () => {
  const root = join(import.meta.dirname, '..', '..');
  const home = (): {
    folder: string;
    moot: (args: readonly string[]) => { out: string; err: string; code: number | null };
  } => {
    const folder = makeFolder();
    const env = { ...process.env, MOOT_DATA: join(folder, 'data'), NO_COLOR: '1' };
    return {
      folder,
      moot: (args) => {
        const run = spawnSync(process.execPath, ['lib/cli/moot.js', ...args], { cwd: root, env, encoding: 'utf8' });
        return { out: run.stdout, err: run.stderr, code: run.status };
      },
    };
  };
  const file = {
    measured: '2026-01-02',
    kernels: { '6.1.192': { uname: '#1', how: 'a laptop' } },
    pins: [
      { kernel: '6.1.192', memory: 'thp', pin: 'vmsplice', steps: 'pin;write', pin_sees: 'new', writer_page: 'reused' },
    ],
  };

  test('takes whole files, and nothing where a row of one is broken', () => {
    const { folder, moot } = home();
    const good = join(folder, 'good.json');
    const bad = join(folder, 'bad.json');
    writeFileSync(good, JSON.stringify(file));
    writeFileSync(bad, JSON.stringify({ ...file, pins: [{ ...file.pins[0], memory: '' }] }, null, 1));
    const refused = moot(['observe', '--import', good, bad]);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toMatch(/bad\.json:12:14: \$\.pins\[0\]\.memory: .*\nNothing was taken in\.\n/);
    const taken = moot(['observe', '--import', good, '--json']);
    expect(JSON.parse(taken.out)).toMatchObject([{ added: 1, known: 0, agrees: 1, differs: 0, notModelled: 0 }]);
    const tables = join(folder, 'tables');
    expect(moot(['export', 'observations', '--out', tables]).code).toBe(0);
    expect(moot(['observe', '--import', join(folder, 'absent.json')])).toMatchObject({ code: 2, out: '' });
  });
});
