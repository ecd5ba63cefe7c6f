import { findScenario } from '#lib/db/scenarios';
import { runnerDataOf } from '../../../_components/runner/runner-data';

interface Context {
  readonly params: Promise<{ readonly slug: string }>;
}

/** What a runner needs of a scenario: its text and the recorded runs, traces included. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { slug } = await params;
  const scenario = await findScenario(slug);
  if (scenario === undefined) return Response.json({ message: `There is no scenario ${slug}` }, { status: 404 });
  return Response.json(runnerDataOf(scenario));
}
