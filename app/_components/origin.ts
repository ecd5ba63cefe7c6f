const localHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether the Host header names this server: the loopback addresses with any port, and the names that `MOOT_HOST`
 * lists, separated by commas, each with or without a port.
 */
export function isAllowedHost(host: string | null, extra: string | undefined): boolean {
  if (host === null) return false;
  if (localHost.test(host)) return true;
  const lower = host.toLowerCase();
  const names = (extra ?? '').toLowerCase().split(',');
  return names.some((name) => {
    const own = name.trim();
    return own !== '' && (lower === own || lower.replace(/:\d{1,5}$/, '') === own);
  });
}

/** Whether the Origin header is a page of the server that Host names. `null` and a missing header are not. */
export function isOwnOrigin(origin: string | null, host: string | null): boolean {
  if (origin === null || host === null || !URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  return (protocol === 'http:' || protocol === 'https:') && originHost === new URL(`${protocol}//${host}`).host;
}
