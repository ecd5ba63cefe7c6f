import { type NextRequest, NextResponse } from 'next/server';
import { readAddress } from './app/_archive/address';
import { isMissingPage } from './app/_components/missing-page';
import { isAllowedHost, isOwnOrigin } from './app/_components/origin';
import { contentSecurityPolicy, securityHeaders, strangeHost } from './app/_components/security';

const isDevelopment = process.env.NODE_ENV === 'development';

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
    return refuse(421, strangeHost);
  }
  const isRead = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
  if (!isRead && !isOwnOrigin(request.headers.get('origin'), host)) {
    return refuse(403, 'This write did not come from a page of this server. Send it from there, or with its Origin.');
  }

  // An archive's own form of a mail's address has no route of its own.
  const address = isRead ? readAddress(`${request.nextUrl.pathname}${request.nextUrl.search}`) : undefined;
  if (address?.kind === 'moved') return NextResponse.redirect(new URL(address.to, request.nextUrl.origin), 308);

  const asked = new Headers(request.headers);
  asked.set('x-moot-path', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(`'nonce-${nonce}'`);
  if (!isDevelopment) {
    asked.set('x-nonce', nonce);
    asked.set('content-security-policy', policy);
  }
  // A page cannot choose its status: that of a mail which is not here is set now, and its page says what is known.
  const isMissing = isRead && (await isMissingPage(request.nextUrl.pathname));
  const response = NextResponse.next({ request: { headers: asked }, ...(isMissing ? { status: 404 } : {}) });
  if (!isDevelopment) response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
  return response;
}

export const config = { matcher: ['/((?!_next/static).*)'] };
