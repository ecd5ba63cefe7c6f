import { pairPath } from '../../_components/pair-path';

/** Leads from the form of the list to the comparison of two policies or kernels. */
export function GET(request: Request): Response {
  const query = new URL(request.url).searchParams;
  const [before, after] = [query.get('before')?.trim() ?? '', query.get('after')?.trim() ?? ''];
  const path = before === '' || after === '' ? '/policies#compare' : pairPath(before, after);
  return new Response(null, { status: 303, headers: { Location: path } });
}
