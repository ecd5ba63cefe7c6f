import { describe, expect, it } from 'vitest';
import { fileOfAddress, findDestination, relativeLink } from '#lib/site/address';
import { crawl } from '#lib/site/crawl';
import { listLinks, readWords, rewritePage } from '#lib/site/page';
import { printSite } from '#lib/site/site';

const frame = (main: string) =>
  `<!DOCTYPE html><html lang="en"><head><link rel="stylesheet" href="/_next/a.css"/><link rel="preload" href="/_next/b.js" as="script"/><script src="/_next/b.js" nonce="x"></script></head><body><nav><a href="/claims">Claims</a><a href="/mail">Mail</a></nav><main class="page">${main}</main><footer class="foot"><div class="in"></div></footer><script nonce="x">self.x=1</script></body></html>`;

describe('addresses', () => {
  it.each([
    ['/', '', 'index.html'],
    ['/claims', '', 'claims.html'],
    ['/claims/x-y', '', 'claims/x-y.html'],
    ['/claims', 'under=5.10', 'claims,under=5.10.html'],
    ['/policies/B0%2BA5', '', 'policies/B0+A5.html'],
    ['/kernels/a%2F..%2Fb', '', 'kernels/a~2f..~2fb.html'],
  ])('%s?%s is %s', (path, query, file) => expect(fileOfAddress(path, query)).toBe(file));

  it.each([
    ['index.html', 'claims/x.html', 'claims/x.html'],
    ['claims/x.html', 'claims/y.html', 'y.html'],
    ['claims/x.html', 'index.html', '../index.html'],
    ['a/b/c.html', 'a/d.html', '../d.html'],
  ])('from %s to %s it is %s', (from, to, link) => expect(relativeLink(from, to)).toBe(link));

  it.each([
    ['/m/a%2Fb@example.org/', { is: 'elsewhere', address: 'https://lore.kernel.org/r/a%2Fb@example.org' }],
    ['https://example.org/', { is: 'elsewhere', address: 'https://example.org/' }],
    ['/mail', { is: 'nowhere' }],
    ['/edit/claim/x', { is: 'nothing' }],
    ['/scenarios/x/run.json', { is: 'nothing' }],
    ['/claims/x@3', { is: 'nowhere' }],
    ['/claims?under=5.10&person=a', { is: 'nowhere' }],
    [
      '/scenarios/x?policy=A1&step=2#y',
      { is: 'page', path: '/scenarios/x', query: '', rest: '?policy=A1&step=2', hash: '#y' },
    ],
    ['/claims/x?under=A1', { is: 'nowhere' }],
    ['/claims?under=A1', { is: 'page', path: '/claims', query: 'under=A1', rest: '', hash: '' }],
  ])('%s leads there', (href, destination) => expect(findDestination(href, '/claims/z')).toEqual(destination));
});

describe('a page', () => {
  const rewrite = {
    link: (href: string) => (href === '/claims' ? 'claims.html' : undefined),
    file: () => 'a.css',
    isNothing: (href: string) => href === '/edit',
  };

  it('has no scripts, forms, buttons and links to nothing, and keeps all words', () => {
    const page = frame(
      '<h1>A &amp; b</h1><form action="/x"><input name="q"/></form><button type="button">Run<b>!</b></button><p>See <a class="k" href="/nowhere?a=1&amp;b=2">it</a>, <a href="#x">here</a>, <a href="/edit">Edit</a>.</p><use href="#icon"></use>',
    );
    expect(rewritePage(page, rewrite)).toBe(
      '<!DOCTYPE html><html lang="en"><head><link rel="stylesheet" href="a.css"></head><body><nav><a href="claims.html">Claims</a></nav><main class="page"><h1>A &amp; b</h1><p>See <span class="k">it</span>, <a href="#x">here</a>, .</p><use href="#icon"></use></main><footer class="foot"><div class="in"></div></footer></body></html>',
    );
    expect(listLinks(page)).toEqual(['/claims', '/mail', '/nowhere?a=1&b=2', '#x', '/edit']);
    expect(readWords(page)).toMatchObject({ title: 'A & b', text: expect.stringContaining('See it , here') });
  });
});

describe('a copy', () => {
  const served = new Map([
    [
      '/',
      frame(
        '<h1>Home</h1><a href="/claims?under=A1">x</a><a href="/scenarios/s?policy=A1">s</a><a href="/gone">gone</a><a href="/search">?</a>',
      ),
    ],
    ['/claims?under=A1', frame('<h1>Claims</h1><a href="/">home</a>')],
    ['/claims', frame('<h1>Claims</h1>')],
    ['/scenarios/s', frame('<h1>S</h1><div class="runner" data-live="true"></div>')],
    ['/search', frame('<h1>Search</h1>')],
  ]);
  const ask = async (address: string) => ({ status: served.has(address) ? 200 : 404, html: served.get(address) ?? '' });

  it('has every page once, and one script in a page that needs one', async () => {
    const pages = await crawl(ask, 10, () => undefined);
    expect(pages.map(({ path, query }) => `${path}?${query}`)).toEqual([
      '/?',
      '/claims?',
      '/claims?under=A1',
      '/scenarios/s?',
      '/search?',
    ]);
    const files = new Map([['/_next/a.css', new TextEncoder().encode('a{src:url(../media/f.woff2)}')]]);
    const runners = new Map([['scenarios/s.html', '{"text":"</script>\u2028"}']]);
    const site = new Map(
      printSite({ pages, files, runners, scripts: { runner: 'run()', search: 'find()' } }).map(({ file, content }) => [
        file,
        String(content),
      ]),
    );
    expect([...site.keys()]).toEqual([
      'index.html',
      'claims.html',
      'claims,under=A1.html',
      'scenarios/s.html',
      'search.html',
      '_files/a.css',
    ]);
    expect(site.get('index.html')).toContain('<a href="scenarios/s.html?policy=A1">');
    expect(site.get('index.html')).toContain('<span>gone</span>');
    expect(site.get('_files/a.css')).toBe('a{src:url("f.woff2")}');
    expect(site.get('scenarios/s.html')!.match(/<script>/g)).toHaveLength(2);
    expect(site.get('scenarios/s.html')).toContain('{data:{"text":"\\u003c/script>\\u2028"}');
    expect(site.get('search.html')).toContain('"title":"Home"');
    expect(site.get('index.html')).not.toContain('<script');
  });

  it('ends where links multiply', async () => {
    let count = 0;
    const endless = async () => {
      count += 1;
      return { status: 200, html: `<a href="/claims/${count}">x</a>` };
    };
    await expect(crawl(endless, 20, () => undefined)).rejects.toThrow('Cannot copy more than 20 pages');
  });
});
