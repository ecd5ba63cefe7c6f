import { seriesResponse } from '../../series-response';

/** The diffs of the series one after another, or with `?patch` that of this patch. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return seriesResponse('diff', request, (await params).id);
}
