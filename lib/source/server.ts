import { createHash } from 'node:crypto';
import { type Answer, askServer, type Question, readText } from '#lib/source/ask-server';
import { numberIn, readCursor, textIn } from '#lib/source/cursor';
import { readMailFile } from '#lib/source/read-file';
import { type Place, type PlaceItem, type PlaceOptions, UnreadablePlace } from '#lib/source/source';

/** Where reading an address of a server ended. */
interface ServerCursor {
  readonly etag?: string;
  readonly modified?: string;
  /** What the feed of new messages, or the answer itself, was: a hash. */
  readonly seen?: string;
  /** When a list was last read whole or brought up to date: seconds since 1970. */
  readonly at?: number;
}

/** Of an answer, unpacked: sixteen times the most that is taken packed; mail packs to a quarter. */
const MOST_UNPACKED = 2 ** 34;
/** Mails of a list may reach its server out of order: so much is asked for again. */
const OVERLAP_SECONDS = 3 * 86_400;

/**
 * An address of a public-inbox server: a message or thread (`LIST/MESSAGE-ID/`, with `T/`, `t/`, `t.mbox.gz`, `raw` behind,
 * or `r/MESSAGE-ID`), a list (`LIST/`), or any file of mail. A thread is asked for whole; a list whole the first time and then by the
 * time of receipt, if its feed says that anything is new. What an address gave unchanged is not read again.
 */
export const server: Place = {
  form: 'place',
  name: 'server',
  title: 'a message, thread or list of a public-inbox server, or a file of mail, by its URL (http, https)',
  canRewrite: false,
  recognise: async (address) => /^https?:\/\//i.test(address),
  read: readServer,
};

async function* readServer(address: string, options: PlaceOptions): AsyncGenerator<PlaceItem> {
  if (!URL.canParse(address)) throw new UnreadablePlace(`Cannot read ${address}: that is no URL.`);
  const question: Question = { hosts: options.hosts, signal: options.signal };
  const target = targetOf(await leadOn(new URL(address), question));
  const before = readServerCursor(options.cursor);
  if (target.kind === 'file') yield* readAnswer(await askFile(target.url, question, before), before, options);
  else if (target.kind === 'list') yield* readList(target.url, question, before, options);
  else {
    const answer = await askFile(new URL('t.mbox.gz', target.url), question, before);
    if (answer.status !== 404 || !target.mayBeList) yield* readAnswer(answer, before, options);
    else yield* readList(target.url, question, before, options);
  }
}

/** `r/MESSAGE-ID` leads to the list that has the message; any other address is itself. */
async function leadOn(url: URL, question: Question): Promise<URL> {
  if (!/^\/r\/[^/]+\/?$/.test(url.pathname)) return url;
  const answer = await askServer(url.href, question);
  await readText(answer);
  await refuseFailure(answer);
  return answer.url;
}

type Target =
  | { readonly kind: 'file'; readonly url: URL }
  | { readonly kind: 'list'; readonly url: URL }
  | { readonly kind: 'thread'; readonly url: URL; readonly mayBeList: boolean };

/** What an address of a public-inbox server names. A Message-ID has an @; what has none and lies below a list may be either. */
export function targetOf(given: URL): Target {
  const url = new URL(given);
  url.hash = '';
  const short = /^(.*?)\/(?:[Tt]\/?|t\.atom|t\.mbox(?:\.gz)?)$/.exec(url.pathname);
  if (short?.[1] !== undefined && /\/[^/]+$/.test(short[1])) {
    url.pathname = `${short[1]}/`;
    return { kind: 'thread', url, mayBeList: false };
  }
  if (url.search !== '' || /\/raw$/.test(url.pathname)) return { kind: 'file', url };
  const list = /^(.*\/)(?:new\.html|new\.atom|all\.mbox\.gz)$/.exec(url.pathname)?.[1];
  if (list !== undefined) {
    url.pathname = list;
    return { kind: 'list', url };
  }
  const last = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  if (last === undefined) return { kind: 'file', url };
  const isId = last.includes('@') || /%40/i.test(last);
  const isFile = !isId && /\.(?:gz|zst|mbox|mbx|eml|txt|html?)$/i.test(last) && !url.pathname.endsWith('/');
  if (isFile) return { kind: 'file', url };
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  if (isId) return { kind: 'thread', url, mayBeList: false };
  const depth = url.pathname.split('/').filter((part) => part !== '').length;
  return depth > 1 ? { kind: 'thread', url, mayBeList: true } : { kind: 'list', url };
}

function askFile(url: URL, question: Question, before: ServerCursor): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (before.etag !== undefined) headers['if-none-match'] = before.etag;
  if (before.modified !== undefined) headers['if-modified-since'] = before.modified;
  return askServer(url.href, { ...question, headers });
}

/** The mails of an answer, and what it was, so that the next time it may be passed over. */
async function* readAnswer(answer: Answer, before: ServerCursor, options: PlaceOptions): AsyncGenerator<PlaceItem> {
  if (answer.status === 304) {
    await readText(answer);
    return;
  }
  await refuseFailure(answer);
  const seen = createHash('sha256');
  const failure: { message?: string } = {};
  const held = await holdStart(answer, failure, (bytes) => seen.update(bytes));
  if (held.isWhole && options.unchanged === 'skip' && seen.copy().digest('hex') === before.seen) return;
  yield* readBody({ ...answer, chunks: held.chunks }, options, failure);
  if (failure.message !== undefined) throw new UnreadablePlace(failure.message);
  const { etag, 'last-modified': modified } = answer.headers;
  const cursor: ServerCursor = {
    ...(etag === undefined ? {} : { etag }),
    ...(modified === undefined ? {} : { modified }),
    seen: seen.digest('hex'),
    ...(before.at === undefined ? {} : { at: before.at }),
  };
  yield { kind: 'mark', cursor: JSON.stringify(cursor) };
}

/** What is held of an answer to see whether it is as it was: threads and messages are far smaller. */
const HELD_BYTES = 32 << 20;

/** The first bytes of an answer, before any is used: a server that gives no ETag gives the same bytes for the same thread. */
async function holdStart(
  answer: Answer,
  failure: { message?: string },
  onBytes: (bytes: Uint8Array) => void,
): Promise<{ readonly isWhole: boolean; readonly chunks: AsyncIterable<Uint8Array> }> {
  const rest = answer.chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let size = 0;
  let isWhole = false;
  while (!isWhole && size <= HELD_BYTES && failure.message === undefined) {
    try {
      const next = await rest.next();
      if (next.done === true) isWhole = true;
      else {
        onBytes(next.value);
        held.push(next.value);
        size += next.value.length;
      }
    } catch (error) {
      failure.message = error instanceof Error ? error.message : String(error);
    }
  }
  async function* chunks() {
    yield* held.splice(0);
    if (isWhole || failure.message !== undefined) return;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      onBytes(next.value);
      yield next.value;
    }
  }
  return { isWhole, chunks: chunks() };
}

/** Reads the mails of a body; what broke it off is noted after those that came before. */
async function* readBody(
  answer: Answer,
  options: PlaceOptions,
  failure: { message?: string },
): AsyncGenerator<PlaceItem> {
  async function* bytes() {
    try {
      yield* answer.chunks;
    } catch (error) {
      failure.message = error instanceof Error ? error.message : String(error);
    }
  }
  const length = Number(answer.headers['content-length']);
  const total = Number.isFinite(length) ? length : undefined;
  yield* readMailFile(answer.url.href, {
    container: options.container,
    bytes: bytes(),
    mostUnpacked: MOST_UNPACKED,
    onProgress: (done) => options.onProgress?.(done, total),
  });
}

/** A list: nothing if its feed is as it was; all of it the first time; then what it received since. */
async function* readList(
  url: URL,
  question: Question,
  before: ServerCursor,
  options: PlaceOptions,
): AsyncGenerator<PlaceItem> {
  const now = Math.floor(Date.now() / 1000);
  const feed = await askServer(new URL('new.atom', url).href, question);
  await refuseFailure(feed, `${url.href} is no list of a public-inbox server: it has no new.atom`);
  const seen = createHash('sha256')
    .update(await readText(feed, 4 << 20))
    .digest('hex');
  if (before.seen === seen && before.at !== undefined) return;
  const answer = await askForMails(url, question, before.at);
  if (answer !== undefined) {
    const failure: { message?: string } = {};
    yield* readBody(answer, options, failure);
    // Where it goes on is only said when all of it came: what did come is held, and read again.
    if (failure.message !== undefined) throw new UnreadablePlace(failure.message);
  }
  yield { kind: 'mark', cursor: JSON.stringify({ seen, at: now } satisfies ServerCursor) };
}

/** The list's mails since a time, or all; undefined where it has none. */
async function askForMails(url: URL, question: Question, since: number | undefined): Promise<Answer | undefined> {
  const query = (from: number) => {
    const search = new URL(url);
    search.search = `?q=${encodeURIComponent(`rt:${from}..`)}&x=m`;
    return askServer(search.href, { ...question, method: 'POST' });
  };
  if (since !== undefined) {
    const answer = await query(Math.max(0, since - OVERLAP_SECONDS));
    if (answer.status === 200) return answer;
    if (answer.status === 404 && /no results/i.test(await readText(answer))) return undefined;
  }
  const all = await askServer(new URL('all.mbox.gz', url).href, question);
  if (all.status === 200) return all;
  await readText(all);
  const searched = await query(0);
  if (searched.status === 404 && /no results/i.test(await readText(searched))) return undefined;
  await refuseFailure(
    searched,
    `${url.href} gives its mails neither as all.mbox.gz nor by a search; clone its git repositories and import those`,
  );
  return searched;
}

async function refuseFailure(answer: Answer, otherwise?: string): Promise<void> {
  if (answer.status === 200) return;
  await readText(answer);
  throw new UnreadablePlace(
    `Cannot read ${answer.url.href}: the server answered ${answer.status}${otherwise === undefined ? '' : `; ${otherwise}`}.`,
  );
}

function readServerCursor(cursor: string | undefined): ServerCursor {
  const fields = readCursor(cursor);
  const etag = textIn(fields, 'etag');
  const modified = textIn(fields, 'modified');
  const seen = textIn(fields, 'seen');
  const at = numberIn(fields, 'at');
  return {
    ...(etag === undefined ? {} : { etag }),
    ...(modified === undefined ? {} : { modified }),
    ...(seen === undefined ? {} : { seen }),
    ...(at === undefined ? {} : { at }),
  };
}
