import { findScenario } from '#lib/db/scenarios';

interface Context {
  readonly params: Promise<{ readonly slug: string }>;
}

/** The recorded run, in the form that `moot run --json` prints. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { slug } = await params;
  const scenario = await findScenario(slug);
  if (scenario === undefined) return Response.json({ message: `There is no scenario ${slug}` }, { status: 404 });
  if (scenario.recorded === undefined) {
    return Response.json({ message: `The scenario ${slug} was not judged yet` }, { status: 404 });
  }
  const { engine, runs } = scenario.recorded;
  return Response.json({ scenario: slug, engine, runs });
}
