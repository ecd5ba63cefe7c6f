import { collectDebate } from '#lib/content/exchange';
import { findUnder } from '#lib/db/under';
import { findFormat, formats } from '#lib/exchange/formats';

interface Context {
  readonly params: Promise<{ readonly format: string }>;
}

/** The whole debate in one file. `?under=` names what claims are labelled under. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { format: id } = await params;
  const format = findFormat(id);
  if (format === undefined) {
    return refuse(404, `There is no format ${id}; there are ${formats.map((one) => one.id).join(', ')}.`);
  }
  const under = new URL(request.url).searchParams.get('under') ?? undefined;
  if (findUnder(under) === undefined) return refuse(400, `${under} is no policy, combination or kernel.`);
  return new Response(format.print(await collectDebate(under)), {
    headers: {
      'Content-Type': format.mediaType,
      'Content-Disposition': `attachment; filename="debate.${format.extension}"`,
      'Cache-Control': 'no-cache',
    },
  });
}

function refuse(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
