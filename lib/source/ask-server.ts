import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, isIPv6 } from 'node:net';
import { addressFor, type Resolve } from '#lib/source/allowed-host';
import { UnreadablePlace } from '#lib/source/source';

export interface Question {
  readonly hosts: readonly string[];
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that are taken of an answer, as it comes over the wire. */
  readonly maxBytes?: number;
  /** Milliseconds without a byte, and for all of it. */
  readonly idleMs?: number;
  readonly totalMs?: number;
  readonly resolve?: Resolve;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Where it came from in the end. */
  readonly url: URL;
  /** The body; fails with `UnreadablePlace` at a bound or when the connection breaks. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

const MAX_HOPS = 5;
const MAX_BYTES = 2 ** 30;
const IDLE_MS = 60_000;
const TOTAL_MS = 3_600_000;

/**
 * Asks a server. Every hop of a redirection is checked as the first address was, and none leads from https to http. The
 * connection goes to the one address that was checked. No credentials are sent, no cookies kept, no compression asked for:
 * mailboxes come packed.
 */
export async function askServer(address: string, question: Question): Promise<Answer> {
  const until = Date.now() + (question.totalMs ?? TOTAL_MS);
  let url = new URL(address);
  let method = question.method ?? 'GET';
  for (let hop = 0; ; hop++) {
    if (url.username !== '' || url.password !== '') {
      throw new UnreadablePlace(`Cannot ask ${url.host}: an address with a name and a password is not asked.`);
    }
    const ip = await addressFor(url, question.hosts, question.resolve);
    const response = await connect(url, ip, method, question, until);
    const status = response.statusCode ?? 0;
    const to = response.headers.location;
    if (![301, 302, 303, 307, 308].includes(status) || to === undefined) {
      return { status, headers: response.headers, url, chunks: readBody(response, url, question, until) };
    }
    response.destroy();
    if (hop === MAX_HOPS) throw new UnreadablePlace(`Cannot read ${address}: it leads on more than ${MAX_HOPS} times.`);
    const next = URL.canParse(to, url.href) ? new URL(to, url.href) : undefined;
    if (next === undefined)
      throw new UnreadablePlace(`Cannot read ${address}: it leads to "${to}", which is no address.`);
    if (url.protocol === 'https:' && next.protocol === 'http:') {
      throw new UnreadablePlace(`Cannot read ${address}: it leads from https to http, ${next.href}.`);
    }
    if (status === 303) method = 'GET';
    url = next;
  }
}

function connect(url: URL, ip: string, method: string, question: Question, until: number): Promise<IncomingMessage> {
  const isTls = url.protocol === 'https:';
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const idle = Math.max(1, Math.min(question.idleMs ?? IDLE_MS, until - Date.now()));
  return new Promise((resolve, reject) => {
    const request = (isTls ? https : http).request(
      {
        host: ip,
        family: isIPv6(ip) ? 6 : 4,
        port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
        path: `${url.pathname}${url.search}`,
        method,
        // The name is asked for and its certificate wanted, though the connection goes to the address.
        ...(isTls && isIP(name) === 0 ? { servername: name } : {}),
        headers: {
          host: url.host,
          'user-agent': 'moot',
          accept: '*/*',
          'accept-encoding': 'identity',
          ...(method === 'POST' ? { 'content-length': '0' } : {}),
          ...question.headers,
        },
        agent: false,
        timeout: idle,
        ...(question.signal === undefined ? {} : { signal: question.signal }),
      },
      (response) => {
        clearTimeout(late);
        resolve(response);
      },
    );
    // Sent a byte at a time, a head is never idle.
    const late = setTimeout(() => request.destroy(new Error('it took too long')), Math.max(1, until - Date.now()));
    request.once('timeout', () => request.destroy(new Error('it did not answer in time')));
    request.once('error', (error) => {
      clearTimeout(late);
      reject(new UnreadablePlace(`Cannot read ${url.href}: ${error.message || 'no connection'}.`));
    });
    request.end();
  });
}

async function* readBody(
  response: IncomingMessage,
  url: URL,
  question: Question,
  until: number,
): AsyncGenerator<Uint8Array> {
  const most = question.maxBytes ?? MAX_BYTES;
  const timer = setTimeout(() => response.destroy(new Error('it took too long')), Math.max(1, until - Date.now()));
  response.setTimeout(question.idleMs ?? IDLE_MS, () => response.destroy(new Error('nothing came for too long')));
  let size = 0;
  try {
    for await (const chunk of response) {
      const bytes: Uint8Array = chunk;
      size += bytes.length;
      if (size > most) throw new Error(`it is larger than ${most} bytes, which is the most that is taken`);
      yield bytes;
    }
  } catch (error) {
    throw new UnreadablePlace(`Cannot read ${url.href}: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
}

/** A short body as text; only so much of a long one. */
export async function readText(answer: Answer, most = 1 << 20): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.chunks) {
    pieces.push(piece);
    size += piece.length;
    if (size > most) break;
  }
  return Buffer.concat(pieces).toString('utf8');
}
