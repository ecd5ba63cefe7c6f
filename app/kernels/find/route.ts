/** Leads from the form of the list to the page of a release. */
export function GET(request: Request): Response {
  const release = new URL(request.url).searchParams.get('release')?.trim() ?? '';
  const path = release === '' ? '/kernels' : `/kernels/${encodeURIComponent(release)}`;
  return new Response(null, { status: 303, headers: { Location: path } });
}
