import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '#lib/markdown/render';

const html = (markdown: string) => toHtml(renderMarkdown(markdown));

describe('untrusted Markdown', () => {
  it.each([
    ['<script>alert(1)</script>'],
    ['text <img src=x onerror=alert(1)> text'],
    ['<a href="javascript:alert(1)">x</a>'],
    ['<svg onload=alert(1)><use href="data:x"/></svg>'],
    ['<style>body { display: none }</style>'],
    ['<p style="position:fixed">x</p>'],
    ['<iframe src="https://example.org"></iframe>'],
    ['<moot-scenario text="x"></moot-scenario>'],
    ['<form action="/api/x"><input name=a></form>'],
  ])('shows %s as text', (markdown) => {
    const out = html(markdown);
    expect(out).not.toMatch(/<(script|img|svg|style|iframe|use|form|input|moot-scenario)/i);
    expect(out).not.toMatch(/<[^>]*\s(on\w+|style)=/i);
    expect(out).toContain('&#x3C;');
  });

  it.each([
    ['[x](javascript:alert(1))'],
    ['[x](JaVaScRiPt:alert(1))'],
    ['[x](data:text/html,<script>alert(1)</script>)'],
    ['[x](vbscript:x)'],
    ['<javascript:alert(1)>'],
    ['[x][y]\n\n[y]: javascript:alert(1)'],
  ])('takes the address from %s', (markdown) => {
    expect(html(markdown)).not.toMatch(/href="(?:javascript|data|vbscript)/i);
  });

  it('loads no picture from elsewhere', () => {
    expect(html('![a cat](https://example.org/cat.png)')).toBe(
      '<p><a href="https://example.org/cat.png" rel="nofollow noopener noreferrer">a cat</a></p>',
    );
  });

  it('keeps an include of a header readable', () => {
    expect(html('see <linux/mm.h> there')).toBe('<p>see &#x3C;linux/mm.h> there</p>');
  });
});

describe('blocks', () => {
  it('puts a scenario in by its id', () => {
    expect(renderMarkdown('```scenario\nid: vmsplice\n```').children).toMatchObject([
      { type: 'element', tagName: 'moot-scenario', properties: { slug: 'vmsplice' } },
    ]);
  });

  it('puts a scenario in by its text, fence meta or not', () => {
    expect(renderMarkdown('```scenario wide\nkernel K\n<b>\n```').children).toMatchObject([
      { type: 'element', tagName: 'moot-scenario', properties: { text: 'kernel K\n<b>\n' } },
    ]);
  });

  it('puts a diagram in as its text', () => {
    expect(renderMarkdown('```mermaid\ngraph TD\n```').children).toMatchObject([
      { type: 'element', tagName: 'moot-mermaid', properties: { text: 'graph TD\n' } },
    ]);
  });

  it('leaves other code alone', () => {
    expect(html('```c\nint a;\n```')).toBe('<pre><code class="language-c">int a;\n</code></pre>');
  });
});

describe('links', () => {
  it.each([
    ['CAHk-=wh+a/b%c@mail.example.com', 'CAHk-=wh+a/b%c@mail.example.com'],
    ['<20211218_x.y$z@mail.example.com>', '20211218_x.y$z@mail.example.com'],
    ['mailto:abc@example.com', undefined],
    ['[that mail](mailto:abc-1@example.com)', 'abc-1@example.com'],
    ['[that mail](mid:abc-1@example.com)', 'abc-1@example.com'],
    ['*see abc=1@example.com*', 'abc=1@example.com'],
  ])('leads %s to the mail', (markdown, id) => {
    const out = html(markdown);
    expect(out).not.toContain('href="mailto:');
    if (id !== undefined) expect(out).toContain(`<a href="/m/${encodeURIComponent(id)}/">`);
  });

  it('takes the full stop after a Message-ID for what it is', () => {
    expect(html('see a=b@c.org.')).toBe('<p>see <a href="/m/a%3Db%40c.org/">a=b@c.org</a>.</p>');
  });

  it('leaves code and linked text alone', () => {
    expect(html('`a@b.org`')).toBe('<p><code>a@b.org</code></p>');
    expect(html('[a@b.org](claims/x)')).toBe('<p><a href="/claims/x">a@b.org</a></p>');
  });

  it('keeps colons of prose', () => {
    expect(html('Time 16:52:12 and mapcount:1 and f:linus')).toBe('<p>Time 16:52:12 and mapcount:1 and f:linus</p>');
  });

  it.each([
    ['claims/a-b', '/claims/a-b'],
    ['../claims/a-b.md#why', '/claims/a-b#why'],
    ['/policies/A1', '/policies/A1'],
    ['patches/x', '/patches#x'],
    ['../glossary/pin.md', '/glossary/pin'],
    ['https://example.org/claims/x', 'https://example.org/claims/x'],
    ['other/x', 'other/x'],
  ])('leads %s to %s', (from, to) => {
    expect(html(`[x](${from})`)).toContain(`href="${to}"`);
  });
});

describe('headings', () => {
  it('begin at the level asked for and have ids', () => {
    expect(html('# A b\n\n### C\n\n# A b')).toBe('<h2 id="a-b">A b</h2>\n<h4 id="c">C</h4>\n<h2 id="a-b-2">A b</h2>');
  });
});
