import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'moot-observe-';

/**
 * Gives `work` a folder of its own under the system's temporary one and takes it away again, however the work ends. What a
 * process left that was killed outright is taken away by the next that works: the folder's name has its process id.
 */
export async function inWorkshop<T>(work: (folder: string) => Promise<T>): Promise<T> {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const interrupt = (signal: NodeJS.Signals) => {
    remove();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    process.kill(process.pid, signal);
  };
  process.once('exit', remove).on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    return await work(folder);
  } finally {
    remove();
    process.off('exit', remove).off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
