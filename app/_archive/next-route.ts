import { answerArchive } from './answer';
import type { Answer } from './answer-types';

/** A route of the application that answers for the archive; where it has nothing, a plain 404. */
export async function archiveRoute(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const answer = await answerArchive({
    method: request.method,
    target: `${pathname}${search}`,
    header: (name) => request.headers.get(name) ?? undefined,
  });
  if (answer === undefined) return new Response('Nothing here has this address.\n', { status: 404 });
  return new Response(bodyOf(answer), { status: answer.status, headers: answer.headers });
}

function bodyOf({ body }: Answer): BodyInit | null {
  if (body === undefined) return null;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  const chunks = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}
