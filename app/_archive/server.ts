import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import createApplication from 'next';
import { findRoot } from '#lib/db/root';
import { isAllowedHost } from '../_components/origin';
import { contentSecurityPolicy, securityHeaders, strangeHost } from '../_components/security';
import { answerArchive } from './answer';
import type { Answer, ArchiveRequest } from './answer-types';
import { warmFrames } from './frame-source';
import { readerScript } from './script';

/**
 * The application as it is served: the archive's documents are answered here, everything else by Next. Next's own way to a
 * route (its proxy, its matching, its streams) takes longer than most of these documents take to make.
 */
async function serve(hostname: string, port: number): Promise<void> {
  const next = createApplication({ dev: false, dir: findRoot(), hostname, port });
  await next.prepare();
  const handle = next.getRequestHandler();
  const headers = {
    ...securityHeaders,
    'content-security-policy': contentSecurityPolicy(`'${(await readerScript()).integrity}'`),
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, headers).then(
      (isAnswered) => (isAnswered ? undefined : handle(incoming, outgoing)),
      (error: unknown) => {
        console.error(error);
        if (outgoing.headersSent) outgoing.destroy();
        else send(outgoing, plain(500, 'This document could not be made; the server wrote why to its log.'), headers);
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, resolve);
  });
  const host = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
  console.log(`Moot serves http://${host}`);
  warmFrames(requestOf('/mail', { host })).catch((error: unknown) => console.error(error));
}

/** Answers for the archive; false where the address is not its. */
async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  headers: Readonly<Record<string, string>>,
): Promise<boolean> {
  if (!isAllowedHost(incoming.headers.host ?? null, process.env.MOOT_HOST)) {
    send(outgoing, plain(421, strangeHost), headers);
    return true;
  }
  const request = requestOf(incoming.url ?? '/', incoming.headers, incoming.method);
  const found = await answerArchive(request);
  if (found === undefined) return false;
  send(outgoing, await pack(found, request), headers, incoming.method);
  return true;
}

function requestOf(target: string, headers: IncomingMessage['headers'], method = 'GET'): ArchiveRequest {
  return { method, target, header: (name) => headers[name]?.toString() };
}

function plain(status: number, sentence: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from(`${sentence}\n`) };
}

const gzipAsync = promisify(gzip);

/** Smaller documents do not get smaller by it. */
const leastPacked = 1_400;

/** The answer compressed, where the reader takes that and it is whole text with a weak tag: a strong one names its bytes. */
async function pack(answer: Answer, { header }: ArchiveRequest): Promise<Answer> {
  const { body, headers } = answer;
  const type = headers['content-type'] ?? '';
  const vary = [headers.vary ?? [], 'Accept-Encoding'].flat().join(', ');
  if (!(body instanceof Uint8Array) || body.length < leastPacked || headers['accept-ranges'] !== undefined)
    return answer;
  if (!/^text\/|\+xml\b/.test(type)) return answer;
  if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(header('accept-encoding') ?? '')) {
    return { ...answer, headers: { ...headers, vary } };
  }
  const packed = await gzipAsync(body, { level: 4 });
  const length = String(packed.length);
  return {
    ...answer,
    headers: { ...headers, vary, 'content-encoding': 'gzip', 'content-length': length },
    body: packed,
  };
}

function send(
  outgoing: ServerResponse,
  { status, headers, body }: Answer,
  everywhere: Readonly<Record<string, string>>,
  method = 'GET',
): void {
  outgoing.writeHead(status, { ...everywhere, ...headers });
  if (body === undefined || method === 'HEAD') outgoing.end();
  else if (body instanceof Uint8Array) outgoing.end(body);
  // A reader who goes away ends what was being read for them.
  else pipeline(Readable.from(body, { objectMode: false }), outgoing).catch(() => outgoing.destroy());
}

const [hostname = '127.0.0.1', port = '3000'] = process.argv.slice(2);
await serve(hostname, Number(port));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(0));
