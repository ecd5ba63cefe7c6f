/**
 * The content security policy of every page: only what this server sends may run, mail and Markdown are untrusted; mermaid
 * alone needs inline styles. `scripts` are the further sources of scripts: a nonce or hashes, each in its quotes.
 */
export function contentSecurityPolicy(scripts: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts}`,
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

/** Headers of every answer beside its policy. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
};

/** What a Host that is not this server's is told. */
export const strangeHost = 'This server answers to 127.0.0.1 and localhost. Set MOOT_HOST to serve another name.';
