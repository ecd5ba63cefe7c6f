import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';

const rounds = 60;

/** Waits until the server on `port` of this machine answers; throws when it ends before that. */
export async function waitForAnswer(server: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`moot serve ended with ${server.exitCode}`);
    if ((await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * Milliseconds to the first byte of a page, warm: median and 95th percentile over one connection at a time, beside the
 * same bytes from a bare Node server, which takes the port after `port`.
 */
export async function timePage(path: string, port: number): Promise<object> {
  const url = `http://127.0.0.1:${port}${path}`;
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  const ours = await firstBytes(url);
  const bare = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(body));
  await new Promise<void>((resolve) => bare.listen(port + 1, '127.0.0.1', resolve));
  const theirs = await firstBytes(`http://127.0.0.1:${port + 1}/`);
  bare.close();
  return {
    bench: 'first byte',
    page: path,
    unit: 'ms',
    ...ours,
    bytes: body.length,
    baseline: { server: 'bare node:http', ...theirs },
  };
}

async function firstBytes(url: string): Promise<{ median: number; p95: number }> {
  const times: number[] = [];
  for (let round = 0; round < rounds + 20; round += 1) {
    const start = performance.now();
    const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    const reader = response.body?.getReader();
    await reader?.read();
    // The first twenty warm the page up.
    if (round >= 20) times.push(performance.now() - start);
    while ((await reader?.read())?.done === false);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
  return { median: at(0.5), p95: at(0.95) };
}
