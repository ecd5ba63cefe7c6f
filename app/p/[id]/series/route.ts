import type { NextRequest } from 'next/server';
import { findVersion } from '#lib/db/find-version';
import { readSeriesDiffs } from '#lib/db/series';
import { readView } from '../../../_components/diff-view';
import { findMessageId } from '../../../_components/mail-link';
import { readFrame } from '../../series-frame';
import { seriesHtml } from '../../series-html';

export const dynamic = 'force-dynamic';

/** All patches of a version in one page, sent as it is made: see `series-frame`. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const messageId = findMessageId((await params).id);
  const { pathname, search, searchParams } = request.nextUrl;
  const frame = await readFrame(
    request,
    `${pathname.replace(/\/$/, '')}/frame${search}`,
    request.headers.get('x-nonce'),
  );
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'private, no-cache' };
  if (frame === undefined || messageId === undefined) {
    return new Response('The page of this series could not be made. Its patches are listed in /patches.\n', {
      status: messageId === undefined ? 404 : 500,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    });
  }
  const version = (await findVersion(messageId))?.version;
  const view = readView(searchParams.get('view') ?? undefined, searchParams.get('space') ?? undefined);
  const encoder = new TextEncoder();
  async function* pieces() {
    yield frame?.head ?? '';
    if (version !== undefined) yield* seriesHtml(await readSeriesDiffs(version.id), view);
    yield frame?.tail ?? '';
  }
  const source = pieces();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // Small pieces are put together; between two of them other requests have their turn.
      let text = '';
      while (text.length < 64_000) {
        const { done, value } = await source.next();
        if (done === true) {
          if (text !== '') controller.enqueue(encoder.encode(text));
          controller.close();
          return;
        }
        text += value;
        if (value === frame?.head) break;
      }
      await new Promise((resolve) => setImmediate(resolve));
      controller.enqueue(encoder.encode(text));
    },
    async cancel() {
      await source.return(undefined);
    },
  });
  return new Response(body, { headers, status: frame.status });
}
