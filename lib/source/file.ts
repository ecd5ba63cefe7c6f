import { stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { findContainer } from '#lib/source/containers';
import { numberIn, readCursor, textIn } from '#lib/source/cursor';
import { readMailFile } from '#lib/source/read-file';
import {
  type Container,
  type Place,
  type PlaceItem,
  type PlaceOptions,
  type SourceItem,
  UnreadablePlace,
} from '#lib/source/source';

/** A file that changed so lately may be in the midst of being written: who watches waits for it. */
const SETTLED_MS = 2000;

/** Where reading ended: at the last mail that was read, and what that was; with the file's state if all of it was read. */
interface FileCursor {
  readonly at: number;
  readonly crc: number;
  readonly size: number;
  readonly container: string;
  readonly file?: { readonly size: number; readonly changed: number };
}

/** A file or standard input. A mailbox that grew is read from its last mail on, if that still stands where it stood. */
export const file: Place = {
  form: 'place',
  name: 'file',
  title: 'a file, or - for standard input; gzip and zstd are unpacked',
  canRewrite: false,
  recognise: async (address) => address === '-' || !/^[a-z][a-z0-9+.-]*:\/\//i.test(address),
  read: readFilePlace,
};

async function* readFilePlace(address: string, options: PlaceOptions): AsyncGenerator<PlaceItem> {
  if (address === '-') {
    yield* readMailFile('-', { ...options, onProgress: (done) => options.onProgress?.(done, undefined) });
    return;
  }
  const state = await stateOf(address);
  const { changed } = state;
  let before = state.isPipe ? undefined : readFileCursor(options.cursor);
  if (options.container !== undefined && options.container.name !== before?.container) before = undefined;
  if (before?.file !== undefined && before.file.size === state.size && before.file.changed === changed) {
    if (options.unchanged === 'skip') return;
    before = undefined;
  }
  if (options.unchanged === 'skip' && Date.now() - changed < SETTLED_MS) return;
  const onProgress = (done: number) => options.onProgress?.(done, state.size);
  let container: Container | undefined;
  const onContainer = (found: Container) => {
    container = found;
  };
  let last = before;
  const rest = before === undefined ? undefined : await findRest(address, before, { onProgress, onContainer });
  if (rest === undefined) last = undefined;
  const items = rest ?? readMailFile(address, { container: options.container, onProgress, onContainer });
  for await (const item of items) {
    if (item.kind === 'message' && container?.isSequence === true) {
      const { offset: at, bytes } = item;
      last = { at, crc: crc32(bytes), size: bytes.length, container: container.name };
      yield { ...item, cursor: JSON.stringify(last) };
    } else yield item;
    if (options.signal?.aborted === true) return;
  }
  if (state.isPipe) return;
  const end = last ?? { at: 0, crc: 0, size: -1, container: container?.name ?? '' };
  yield { kind: 'mark', cursor: JSON.stringify({ ...end, file: { size: state.size, changed } }) };
}

interface FileState {
  readonly size: number;
  readonly changed: number;
  readonly isPipe: boolean;
}

async function stateOf(address: string): Promise<FileState> {
  const found = await stat(address).catch((error: unknown) => {
    throw new UnreadablePlace(`Cannot read ${address}: ${error instanceof Error ? error.message : String(error)}.`);
  });
  if (!found.isFile() && !found.isFIFO()) {
    throw new UnreadablePlace(`Cannot read ${address}: it is no file, no folder and no pipe.`);
  }
  return { size: found.size, changed: found.mtimeMs, isPipe: !found.isFile() };
}

/** What follows the mail that was read last; undefined where that does not stand there any more, or got longer. */
async function findRest(
  address: string,
  before: FileCursor,
  options: { readonly onProgress: (done: number) => void; readonly onContainer: (container: Container) => void },
): Promise<AsyncIterable<SourceItem> | undefined> {
  const container = findContainer(before.container);
  if (container === undefined || before.size < 0) return undefined;
  const items = readMailFile(address, { container, from: before.at, ...options });
  for (;;) {
    const next = await items.next();
    if (next.done === true) return undefined;
    const item = next.value;
    if (item.kind === 'issue') {
      if (item.severity === 'error') return undefined;
      continue;
    }
    const isSame = item.offset === before.at && item.bytes.length === before.size && crc32(item.bytes) === before.crc;
    if (isSame) return items;
    await items.return(undefined);
    return undefined;
  }
}

function readFileCursor(cursor: string | undefined): FileCursor | undefined {
  const fields = readCursor(cursor);
  const at = numberIn(fields, 'at');
  const crc = numberIn(fields, 'crc');
  const container = textIn(fields, 'container');
  if (at === undefined || crc === undefined || container === undefined) return undefined;
  const own = typeof fields.file === 'object' && fields.file !== null ? { ...fields.file } : {};
  const size = numberIn(own, 'size');
  const changed = numberIn(own, 'changed');
  const whole = size === undefined || changed === undefined ? {} : { file: { size, changed } };
  return { at, crc, size: numberIn(fields, 'size') ?? -1, container, ...whole };
}
