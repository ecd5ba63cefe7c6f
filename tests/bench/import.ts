import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findShared } from '../needs.ts';
import { writeLargeMbox } from './large-mbox.ts';

interface Figures {
  readonly mails: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMB: number;
}

const root = join(import.meta.dirname, '..', '..');

/** One import into a folder of its own, in a process of its own. */
function importOnce(how: 'own' | 'plain', file: string, mails: number, folder: string): Figures {
  const child = join(import.meta.dirname, 'import-child.ts');
  const args = ['--import', 'tsx', child, how, folder, file, String(mails)];
  const out = execFileSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(out.trim().split('\n').at(-1) ?? '');
}

function round({ mails, seconds, cpuSeconds, peakMB }: Figures) {
  return {
    mails,
    perSecond: Math.round(mails / seconds),
    perCpuSecond: Math.round(mails / cpuSeconds),
    peakMB: Math.round(peakMB),
  };
}

/**
 * Mail in: messages a second and peak memory on 10,000 real mails, beside what one would write first (its 2,000 are enough
 * for a rate); and whether memory grows with the file, on made-up ones of 128 MB and 1 GB. `MOOT_BENCH_SMALL=1` leaves the
 * gigabyte out.
 */
export async function* benchImport(): AsyncIterable<object> {
  const home = mkdtempSync(join(tmpdir(), 'moot-bench-'));
  try {
    const corpus = findShared('data/mail/kselftest-10k.mbox.gz');
    if (corpus === undefined) yield { bench: 'import', skipped: 'needs kselftest-10k.mbox.gz in the collection' };
    else {
      const plain = importOnce('plain', corpus, 2000, mkdtempSync(join(home, 'plain-')));
      const folder = mkdtempSync(join(home, 'own-'));
      const own = importOnce('own', corpus, 10_000, folder);
      const disk = ['moot.db', 'search.db'].reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
      yield {
        bench: 'import',
        file: 'kselftest-10k.mbox.gz',
        ...round(own),
        diskMB: Math.round(disk / 1e6),
        baseline: {
          what: 'the library on every mail, Prisma createMany, no threads, patches or full text',
          ...round(plain),
        },
        timesFaster: Number((own.mails / own.seconds / (plain.mails / plain.seconds)).toFixed(1)),
        aim: { perSecond: 1500 },
      };
    }
    const sizes = process.env.MOOT_BENCH_SMALL === '1' ? [128] : [128, 1024];
    for (const megabytes of sizes) {
      const file = join(home, `${megabytes}.mbox`);
      await writeLargeMbox(file, megabytes * 1e6);
      const folder = mkdtempSync(join(home, 'large-'));
      const figures = importOnce('own', file, Number.MAX_SAFE_INTEGER, folder);
      yield { bench: 'import-memory', fileMB: megabytes, ...round(figures) };
      rmSync(file);
      rmSync(folder, { recursive: true });
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
