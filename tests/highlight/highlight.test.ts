import { afterAll, describe, expect, test } from 'vitest';
import { HighlightThread } from '#lib/highlight/highlight-thread';
import { beginsInComment } from '#lib/highlight/inside-comment';
import { languageOf, languages } from '#lib/highlight/languages';
import { readTokens, tokenKinds } from '#lib/highlight/tokens';

const thread = new HighlightThread(process.cwd());
afterAll(() => thread.close());

async function coloured(language: (typeof languages)[number], lines: readonly string[], isInComment = false) {
  const read = readTokens(await thread.highlight(language, [{ lines, isInComment }]));
  if (read === undefined) throw new Error('the tokens cannot be read');
  expect(read).toHaveLength(lines.length);
  return read.map((tokens, index) => {
    let at = 0;
    return tokens.flatMap(({ kind, end }) => {
      const piece = (lines[index] ?? '').slice(at, end);
      at = end;
      return kind === 0 ? [] : [`${tokenKinds[kind]} ${piece.trim()}`];
    });
  });
}

describe('colours', () => {
  test('of C: words of the language, names of types, texts, comments', async () => {
    const lines = [
      'static bool f(struct page *page)',
      '{',
      '\treturn page == "x"; /* é */ // y',
      '#ifdef CONFIG_MM',
      '}',
    ];
    const [head, open, body, line] = await coloured('c', lines);
    expect(head).toEqual(['keyword static', 'type bool', 'function f', 'keyword struct']);
    expect(open).toEqual([]);
    expect(body).toEqual(['keyword return', 'string "x"', 'comment /* é */ // y']);
    expect(line).toEqual(['preprocessor #ifdef CONFIG_MM']);
  });

  test('of what begins inside a comment, until it ends', async () => {
    const lines = [' * why int', ' */', 'int x;'];
    expect((await coloured('c', lines, true))[0]).toEqual(['comment * why int']);
    expect((await coloured('c', lines, true))[2]).toEqual(['type int']);
  });

  test('of pieces do not run into each other', async () => {
    const pieces = [
      { lines: ['/* never closed'], isInComment: false },
      { lines: ['int x;'], isInComment: false },
    ];
    const [, second] = readTokens(await thread.highlight('c', pieces)) ?? [];
    expect(tokenKinds[second?.[0]?.kind ?? 0]).toBe('type');
  });

  test.each(languages)('%s has a grammar', async (language) => {
    expect(await coloured(language, ['# "x" 1', ''])).toHaveLength(2);
  });

  test('a line that is very long, and signs of two units', async () => {
    const [long, wide] = await coloured('c', ['x'.repeat(100_000), '"😀" 1']);
    expect(long).toEqual([]);
    expect(wide).toEqual(['string "😀"', 'number 1']);
  });
});

describe('where a stretch begins', () => {
  test.each([
    [[' * goes on', ' */', 'int x;'], true],
    [['goes on */', 'int x; /* y */'], true],
    [['\t * indented', '\t * further'], true],
    [['\t*p = 3;', '/* x */'], false],
    [['int x; /* y */'], false],
    [['int a;', '/*', ' * b', ' */'], false],
    [[''], false],
  ])('%j', (lines, expected) => expect(beginsInComment(lines)).toBe(expected));
});

test.each([
  ['mm/memory.c', 'c'],
  ['include/linux/mm.h', 'c'],
  ['tools/testing/selftests/vm/Makefile', 'make'],
  ['Documentation/vm/x.rst', 'rst'],
  ['arch/x86/entry.S', 'asm'],
  ['README', undefined],
])('%s is %s', (path, language) => expect(languageOf(path)).toBe(language));

describe('stored tokens', () => {
  test('lengths over 127 take more bytes', () => {
    expect(readTokens(Uint8Array.of(0xac, 0x02, 1, 0, 0))).toEqual([[{ kind: 1, end: 300 }], []]);
  });

  test('what ends inside of a line, or has a kind that is not, is none', () => {
    expect(readTokens(Uint8Array.of(3, 1))).toBeUndefined();
    expect(readTokens(Uint8Array.of(3, 99, 0))).toBeUndefined();
  });
});
