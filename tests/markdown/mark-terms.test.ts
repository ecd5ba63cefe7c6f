import fc from 'fast-check';
import type { Nodes } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { indexTerms, type MarkedTerm } from '#lib/markdown/mark-terms';
import { renderMarkdown } from '#lib/markdown/render';

const term = (slug: string, title: string, aliases: readonly string[] = []): MarkedTerm => {
  return { slug, title, aliases, definition: `What ${title} is.` };
};

const terms = [
  term('cow', 'COW', ['copy on write']),
  term('wrong-cow', 'wrong COW'),
  term('fork', 'fork'),
  term('page-count', 'page_count', ['refcount', 'count of references']),
  term('direct-io', 'direct I/O', ['O_DIRECT']),
  term('uffd-wp', 'uffd-wp'),
  term('proc-mem', '/proc/self/mem'),
];
const index = indexTerms(terms);

const render = (markdown: string, except?: string) =>
  renderMarkdown(markdown, { terms: { index, ...(except === undefined ? {} : { except }) } });

/** The words that are marked, each with its term. */
const marked = (markdown: string, except?: string) =>
  [...toHtml(render(markdown, except)).matchAll(/<a href="\/glossary\/([^"]+)" class="term"[^>]*>([^<]*)</g)].map(
    ([, slug, words]) => `${words} = ${slug}`,
  );

describe('terms of a glossary', () => {
  it('are marked at their first use, with their definition', () => {
    expect(toHtml(render('A fork, and a fork.'))).toBe(
      '<p>A <a href="/glossary/fork" class="term" data-tip="What fork is." aria-description="What fork is.">fork</a>, and a fork.</p>',
    );
    expect(marked('After fork.\n\nAfter fork.')).toEqual(['fork = fork']);
  });

  it.each([
    ['a capital at the start of a sentence', 'Fork comes first.', ['Fork = fork']],
    ['a plural', 'Two forks.', ['forks = fork']],
    ['no capitals elsewhere', 'cow FORK page_Count', []],
    ['no part of a word', 'forked refork pre-fork fork-like page_counts_x my_page_count', []],
    ['the longer of two', 'a wrong COW, then COW', ['wrong COW = wrong-cow', 'COW = cow']],
    ['an alias of several words', 'the count of references', ['count of references = page-count']],
    ['no alias that is a plain word', 'the refcount', []],
    [
      'signs',
      '`x` direct I/O, uffd-wp and /proc/self/mem.',
      ['direct I/O = direct-io', 'uffd-wp = uffd-wp', '/proc/self/mem = proc-mem'],
    ],
    ['what stands in emphasis', 'a *fork*', ['fork = fork']],
  ])('know %s', (_, markdown, words) => {
    expect(marked(markdown)).toEqual(words);
  });

  it.each([
    ['heads', '## After fork\n\nNothing.'],
    ['links', '[a fork](https://example.org)'],
    ['code', '`fork` and\n\n```\nfork\n```'],
    ['Message-IDs', 'fork@example.org'],
  ])('are not marked in %s', (_, markdown) => {
    expect(marked(markdown)).toEqual([]);
  });

  it('are marked at the first use outside those', () => {
    expect(marked('# On fork\n\n`fork` is a fork.')).toEqual(['fork = fork']);
  });

  it('do not lead from their own entry to it', () => {
    expect(marked('A fork of COW.', 'fork')).toEqual(['COW = cow']);
  });

  it('of which two have one spelling give it to the first', () => {
    const twins = indexTerms([term('one', 'thing'), term('two', 'other', ['Thing'])]);
    const html = toHtml(renderMarkdown('A thing. Thing.', { terms: { index: twins } }));
    expect(html).toContain('/glossary/one');
    expect(html).not.toContain('/glossary/two');
  });

  it('change no text and nothing but text, whatever it is', () => {
    const words = fc.constantFrom(
      'fork',
      'COW',
      'wrong COW',
      '`',
      '*',
      '[',
      '](x)',
      '\n\n',
      '# ',
      ' ',
      '-',
      'page_count',
      'Ä',
    );
    const markdown = fc.oneof(
      fc.array(words, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(markdown, (text) => {
        const plain = renderMarkdown(text);
        const linked = render(text);
        expect(textOf(linked)).toBe(textOf(plain));
        expect(toHtml(unlink(linked))).toBe(toHtml(plain));
        const found = toHtml(linked).match(/class="term"[^>]*>/g) ?? [];
        expect(new Set(found).size).toBe(found.length);
      }),
      { numRuns: 300 },
    );
  });
});

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** The tree with every marked term put back as text. */
function unlink<T extends Nodes>(node: T): T {
  if (!('children' in node)) return node;
  const children = node.children.flatMap((child) =>
    child.type === 'element' && Array.isArray(child.properties.className) && child.properties.className.includes('term')
      ? child.children
      : [unlink(child)],
  );
  return { ...node, children };
}
