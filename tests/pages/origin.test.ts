import { describe, expect, it } from 'vitest';
import { isAllowedHost, isOwnOrigin } from '../../app/_components/origin';

describe('isAllowedHost', () => {
  it.each(['127.0.0.1', '127.0.0.1:3000', 'localhost:8', 'LOCALHOST', '[::1]:3000'])('answers to %s', (host) => {
    expect(isAllowedHost(host, undefined)).toBe(true);
  });

  it.each(['example.org', '127.0.0.1.example.org', 'localhost.example.org:3000', '127.0.0.1:3000@example.org', ''])(
    'does not answer to %s, to which a foreign name may have been bound',
    (host) => {
      expect(isAllowedHost(host, undefined)).toBe(false);
      expect(isAllowedHost(host, '')).toBe(false);
    },
  );

  it('answers to the names that MOOT_HOST lists, with any port or with the one it names', () => {
    expect(isAllowedHost('moot.example:80', 'moot.example, other.example')).toBe(true);
    expect(isAllowedHost('Other.example', 'moot.example, other.example')).toBe(true);
    expect(isAllowedHost('moot.example:81', 'moot.example:80')).toBe(false);
    expect(isAllowedHost(null, 'moot.example')).toBe(false);
  });
});

describe('isOwnOrigin', () => {
  it('takes a page of the same host and port', () => {
    expect(isOwnOrigin('http://127.0.0.1:3000', '127.0.0.1:3000')).toBe(true);
    expect(isOwnOrigin('http://localhost', 'localhost:80')).toBe(true);
  });

  it.each(['null', null, 'http://127.0.0.1:3001', 'http://example.org', 'file://', 'nonsense'])(
    'refuses %s',
    (origin) => {
      expect(isOwnOrigin(origin, '127.0.0.1:3000')).toBe(false);
    },
  );
});
