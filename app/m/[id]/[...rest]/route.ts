import { mailPath, trimBrackets } from '../../../_components/mail-link';

const views = new Set(['raw', 'mbox', 't.mbox.gz', 'T']);

/**
 * A Message-ID with `/` in it that was not escaped: leads to the address where it is. The last part is a view only where
 * it is the name of one.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string; rest: string[] }> }) {
  const { id, rest } = await params;
  const parts = [id, ...rest];
  const last = parts.at(-1) ?? '';
  const view = views.has(last) && parts.length > 1 ? parts.pop() : undefined;
  const path = mailPath(trimBrackets(parts.join('/')), view === 'T' ? 'T/' : (view ?? ''));
  return new Response(null, { status: 308, headers: { Location: path } });
}
