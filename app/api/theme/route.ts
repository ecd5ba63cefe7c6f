import { parseTheme } from '../../_components/theme';

/** Sets the theme's cookie for a year and goes back to the page that asked. */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData();
  const theme = parseTheme(form.get('theme')?.toString());
  const back = form.get('back')?.toString() ?? '/';
  // A path of this site only: `//host` and `/\host` would lead elsewhere.
  const target = /^\/(?![/\\])/.test(back) ? back : '/';
  const life = theme === 'system' ? 0 : 31_536_000;
  return new Response(null, {
    status: 303,
    headers: { Location: target, 'Set-Cookie': `theme=${theme}; Path=/; Max-Age=${life}; SameSite=Lax` },
  });
}
