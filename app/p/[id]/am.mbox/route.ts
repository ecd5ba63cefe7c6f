import { seriesResponse } from '../../series-response';

/** The series as `git am` takes it, with the trailers that were given in replies and count. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return seriesResponse('am', request, (await params).id);
}
