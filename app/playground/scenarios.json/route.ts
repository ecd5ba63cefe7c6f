import { listScenarioTexts } from '#lib/db/scenario-texts';

/** Every scenario's text, for a page that judges them all. */
export async function GET(): Promise<Response> {
  return Response.json(await listScenarioTexts());
}
