import { makeJsonSchema } from '#lib/exchange/json-schema';

/** What the JSON of a debate has to look like. */
export function GET(): Response {
  return Response.json(makeJsonSchema(), { headers: { 'Content-Type': 'application/schema+json' } });
}
