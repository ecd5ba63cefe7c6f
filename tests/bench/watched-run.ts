import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a command took: itself and every process that it started. */
export interface Watched {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Most memory that its processes held together, what they share counted once; sampled every 50 ms. */
  readonly peakMB: number;
}

/** Runs a command to its end and watches it through /proc. Throws where it fails. */
export async function watchRun(
  command: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<Watched> {
  // The shell's own clock counts the processor time of all who were started and have ended.
  const quoted = command.map((word) => `'${word.replaceAll(`'`, `'\\''`)}'`).join(' ');
  const input = options.input === undefined ? '' : ` < '${options.input}'`;
  const child = spawn('bash', ['-c', `TIMEFORMAT='%R %U %S'; time ${quoted}${input} > /dev/null`], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, memoryBelow(child.pid ?? 0));
  }, 50);
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}: ${said.slice(-2000)}`);
  const [seconds = 0, user = 0, system = 0] = (said.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { seconds, cpuSeconds: user + system, peakMB: peak / 1024 };
}

/** Kilobytes of memory that a process and those below it hold. */
function memoryBelow(pid: number): number {
  const parents = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = readParent(Number(name));
    if (parent !== undefined) parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
  }
  let sum = 0;
  const waiting = [pid];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    sum += readMemory(at);
    waiting.push(...(parents.get(at) ?? []));
  }
  return sum;
}

function readParent(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function readMemory(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
