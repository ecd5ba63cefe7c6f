import { getMoot } from '#lib/db/open';
import { searchAll } from '#lib/db/search-all';
import { readCursor } from '#lib/db/search-cursor';
import { printSearchJson } from '#lib/db/search-json';
import { readSearchAddress } from '../search/search-address';

/** The hits of a query for programs; 400 and what is wrong for one that is not understood. */
export async function GET(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const address = readSearchAddress(pathname + search);
  const cursor = readCursor(address?.cursor ?? '');
  const answer = await searchAll(address?.query ?? '', { order: address?.sort ?? 'date', cursor }, getMoot());
  return new Response(printSearchJson(address?.query ?? '', answer), {
    status: 'problem' in answer ? 400 : 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' },
  });
}
