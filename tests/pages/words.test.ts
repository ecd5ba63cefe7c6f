import { describe, expect, it } from 'vitest';
import { escapeHtml } from '#lib/text/escape-html';
import { longDate, shortDate } from '../../app/_components/dates';
import { embeddedSlugs } from '../../app/_components/embedded';
import { currentEntry, navigation } from '../../app/_components/navigation';
import { counted, formatCount } from '../../app/_components/numbers';
import { nextTheme, parseTheme } from '../../app/_components/theme';
import { parseAddress } from '../../app/claims/[slug]/address';

describe('dates', () => {
  it('are absolute', () => {
    expect(longDate('2021-12-18')).toBe('18 December 2021');
    expect(shortDate('2021-09-05T20:56:00.000Z')).toBe('5 Sep 2021');
    expect(shortDate('no date')).toBe('no date');
  });
});

describe('numbers', () => {
  it('have commas, beyond what a number holds exactly too', () => {
    expect(formatCount('157385927579000000001')).toBe('157,385,927,579,000,000,001');
    expect(formatCount(999)).toBe('999');
    expect(counted(1, 'copy', 'copies')).toBe('1 copy');
    expect(counted('2308', 'state')).toBe('2,308 states');
  });
});

describe('theme', () => {
  it('goes round, and trusts no cookie', () => {
    expect(nextTheme('system')).toBe('light');
    expect(nextTheme('dark')).toBe('system');
    expect(parseTheme('"><script>')).toBe('system');
    expect(parseTheme('dark')).toBe('dark');
  });
});

describe('escapeHtml', () => {
  it('leaves nothing that ends a text or a quoted value', () => {
    expect(escapeHtml(`<a title="x" b='y'>&`)).toBe('&lt;a title=&quot;x&quot; b=&#39;y&#39;&gt;&amp;');
  });
});

describe('navigation', () => {
  const current = (path: string) => navigation.filter((entry) => currentEntry(entry, path)).map(({ label }) => label);
  it('has one current entry at most', () => {
    expect(current('/')).toEqual(['Debate']);
    expect(current('/claims/x@2')).toEqual(['Claims']);
    expect(current('/m/a@b/')).toEqual(['Mail']);
    expect(current('/p/a@b/')).toEqual(['Patches']);
    expect(current('/claimsx')).toEqual([]);
  });
});

describe('parseAddress', () => {
  it('reads a revision, also escaped', () => {
    expect(parseAddress('unmap-ends-access')).toEqual({ slug: 'unmap-ends-access', version: undefined });
    expect(parseAddress('a@7')).toEqual({ slug: 'a', version: 7 });
    expect(parseAddress('a%407')).toEqual({ slug: 'a', version: 7 });
    expect(parseAddress('a@x')).toBeUndefined();
    expect(parseAddress('../a')).toBeUndefined();
  });
});

describe('embeddedSlugs', () => {
  it('finds fences that name a scenario, not those that write one', () => {
    const text =
      'a\n\n```scenario\nid: one\n```\n\n~~~~scenario\n id: two \n~~~~\n\n```scenario\nmm three\n\nP: map v\n```\n';
    expect([...embeddedSlugs(text)]).toEqual(['one', 'two']);
  });
});
