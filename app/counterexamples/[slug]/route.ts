import { findDefeated } from '#lib/db/counterexamples';

/** A counterexample is shown on the page of the claim that it defeats. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await params;
  const claim = await findDefeated(slug);
  if (claim === undefined) return new Response('There is no such counterexample.\n', { status: 404 });
  return new Response(null, { status: 303, headers: { Location: `/claims/${claim}#${slug}` } });
}
