import type { NextRequest } from 'next/server';
import { argumentMap } from '#lib/diagram/kind/argument-map';
import { writeMapFile } from '#lib/diagram/map/svg';
import { type FoundMap, findMap } from '../../find-map';
import { readMapQuery } from '../../map-query';

/** A form in which a map leaves the page. */
interface MapFormat {
  readonly type: string;
  readonly extension: string;
  write(found: FoundMap): string;
}

const formats: Readonly<Record<string, MapFormat>> = {
  svg: { type: 'image/svg+xml', extension: 'svg', write: ({ drawing, layout }) => writeMapFile(drawing, layout) },
  mermaid: {
    type: 'text/plain; charset=utf-8',
    extension: 'mmd',
    write: ({ drawing }) =>
      argumentMap
        .build(drawing)
        .map(({ source }) => source)
        .join('\n'),
  },
};

/** The map that the query asks for, as a file. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ format: string }> },
): Promise<Response> {
  const format = formats[(await params).format];
  if (format === undefined) {
    return new Response(`A map is written as ${Object.keys(formats).join(' or ')}.\n`, { status: 404 });
  }
  const query: Record<string, string[]> = {};
  for (const name of request.nextUrl.searchParams.keys()) query[name] = request.nextUrl.searchParams.getAll(name);
  const asked = readMapQuery(query);
  const found = await findMap(asked);
  if (typeof found === 'string') return new Response(`There is no such map: ${found}.\n`, { status: 404 });
  const name = `map-${found.choice.focus ?? 'all'}${asked.at === '' ? '' : `-${asked.at}`}.${format.extension}`;
  return new Response(format.write(found), {
    headers: { 'Content-Type': format.type, 'Content-Disposition': `attachment; filename="${name}"` },
  });
}
