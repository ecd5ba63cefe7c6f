import { type NextRequest, NextResponse } from 'next/server';
import { isMissingPage } from './app/_components/missing-page';
import { isAllowedHost, isOwnOrigin } from './app/_components/origin';

const isDevelopment = process.env.NODE_ENV === 'development';

/** Only what this server sends may run; mermaid alone needs inline styles. Mail and Markdown are untrusted. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

function refuse(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}

/**
 * Stands before every page. The Host is checked on each request, so that a name that was made to point at this machine
 * (DNS rebinding) reads nothing; the Origin on each write, so that another site's form writes nothing.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const host = request.headers.get('host');
  if (!isAllowedHost(host, process.env.MOOT_HOST)) {
    return refuse(421, 'This server answers to 127.0.0.1 and localhost. Set MOOT_HOST to serve another name.');
  }
  const isRead = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
  if (!isRead && !isOwnOrigin(request.headers.get('origin'), host)) {
    return refuse(403, 'This write did not come from a page of this server. Send it from there, or with its Origin.');
  }

  const asked = new Headers(request.headers);
  asked.set('x-moot-path', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  if (!isDevelopment) {
    asked.set('x-nonce', nonce);
    asked.set('content-security-policy', policy);
  }
  // A page cannot choose its status: that of a mail which is not here is set now, and its page says what is known.
  const isMissing = isRead && (await isMissingPage(request.nextUrl.pathname));
  const response = NextResponse.next({ request: { headers: asked }, ...(isMissing ? { status: 404 } : {}) });
  if (!isDevelopment) response.headers.set('Content-Security-Policy', policy);
  response.headers.set('Referrer-Policy', 'same-origin');
  response.headers.set('X-Content-Type-Options', 'nosniff');
  response.headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  return response;
}

export const config = { matcher: ['/((?!_next/static).*)'] };
