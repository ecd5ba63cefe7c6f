import { describe, expect, test } from 'vitest';
import type { HunkView } from '#lib/db/archive-types';
import { numberLines } from '#lib/patch/diff/hunk';
import { findMoves } from '#lib/patch/view/moved-lines';
import { exactSpace, readSpace } from '#lib/patch/view/space';
import { columnsOfFile } from '../../app/_components/diff-columns.ts';
import { fileWords } from '../../app/_components/diff-file-words.ts';
import { hunkChunks, type RowsContext } from '../../app/_components/diff-hunk-html.ts';
import { lineHtml } from '../../app/_components/diff-line-html.ts';
import { plainView, printView, readView } from '../../app/_components/diff-view.ts';

const plain = { tokens: [], changed: [], isSpaceShown: false };

/** The text that a reader sees: tags taken off, entities read. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

describe('a line as HTML', () => {
  test('is escaped, inside of tokens and marks as well', () => {
    const evil = '<img src=x onerror="alert(1)"> & \'';
    expect(lineHtml(evil, plain)).not.toContain('<img');
    const html = lineHtml(evil, { ...plain, tokens: [{ kind: 2, end: 7 }], changed: [[3, 20]] });
    expect(html).not.toContain('<img');
    expect(textOf(html)).toBe(evil);
  });

  test('tokens and changed words cut each other, and nest', () => {
    const html = lineHtml('return page;', {
      ...plain,
      tokens: [
        { kind: 3, end: 6 },
        { kind: 0, end: 12 },
      ],
      changed: [[3, 9]],
    });
    expect(html).toBe('<span class=tk>ret</span><mark><span class=tk>urn</span> pa</mark>ge;');
  });

  test('white space is drawn where asked, at the end apart; the text stays the same', () => {
    const text = '\ta  b \t ';
    const html = lineHtml(text, { ...plain, isSpaceShown: true });
    expect(textOf(html)).toBe(text);
    expect(html).toBe('<i class=tab>\t</i>a  b<i class=sp> </i><i class="tab sp">\t</i><i class=sp> </i>');
    expect(lineHtml(text, plain)).toBe(text);
    expect(textOf(lineHtml(text, { ...plain, isSpaceShown: true, tokens: [{ kind: 1, end: 3 }] }))).toBe(text);
  });

  test('a carriage return is seen, and a sign that turns text is named, not obeyed', () => {
    expect(lineHtml('x\r', plain)).toContain('class=cr');
    const html = lineHtml('if (a\u202e) /*', plain);
    expect(html).not.toContain('\u202e');
    expect(html).toContain('U+202E');
  });
});

function hunk(text: string, start = 10): HunkView {
  const lines = numberLines({ oldStart: start, newStart: start, text });
  return { header: `@@ -${start},9 +${start},9 @@`, oldStart: start, oldLines: 9, newStart: start, newLines: 9, lines };
}

const context: RowsContext = {
  path: 'mm/a b.c',
  prefix: '',
  view: plainView,
  action: '?annotate=',
  annotated: new Set(),
  chosen: undefined,
  breaks: new Set(),
  moves: new Map(),
  patch: 0,
  moveEnd: () => ({ href: '#x', words: 'moved' }),
};
const none = { old: undefined, now: undefined };
const idsOf = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]);

describe('rows', () => {
  const text = ' one\n-two\n+TWO\n three';

  for (const layout of ['unified', 'split'] as const) {
    test(`${layout}: every line has an address on each side that has it, once`, () => {
      const view = { layout, space: exactSpace };
      const html = hunkChunks(hunk(text), none, '', { ...context, view })
        .map((chunk) => chunk.html)
        .join('');
      const ids = idsOf(html);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...ids].sort()).toEqual(['10', '11', '12', 'a10', 'a11', 'a12'].map((line) => `mm/a b.c:${line}`).sort());
      expect(html).toContain('href="?annotate=mm%2Fa%20b.c%3A11#mm/a%20b.c:11"');
    });

    test(`${layout}: a long hunk is many tables, and no row is lost`, () => {
      const long = Array.from({ length: 500 }, (_, i) => `+line ${i}`).join('\n');
      const chunks = hunkChunks(hunk(long), none, '', { ...context, view: { layout, space: exactSpace } });
      expect(chunks.length).toBeGreaterThan(5);
      expect(chunks.reduce((sum, chunk) => sum + chunk.rows, 0)).toBe(501);
      expect(chunks.map((chunk) => chunk.html.split('<tr').length - 1)).toEqual(chunks.map((chunk) => chunk.rows));
      expect(idsOf(chunks.map((chunk) => chunk.html).join(''))).toHaveLength(500);
    });
  }

  test('lines that are spoken of are marked, and their rows known', () => {
    const annotated = new Set(['mm/a b.c:11']);
    const [chunk] = hunkChunks(hunk(text), none, '', {
      ...context,
      annotated,
      breaks: annotated,
      chosen: 'mm/a b.c:a11',
    });
    expect(chunk?.html).toMatch(/<tr class="add has"/);
    expect(chunk?.html).toMatch(/<tr class="del cur" data-change>/);
    expect(chunk?.places).toEqual([{ anchor: 'mm/a b.c:11', row: 3 }]);
  });

  test('side by side, a table ends after a line that is spoken of', () => {
    const breaks = new Set(['mm/a b.c:11']);
    const chunks = hunkChunks(hunk(text), none, '', {
      ...context,
      breaks,
      view: { layout: 'split', space: exactSpace },
    });
    expect(chunks.map(({ rows }) => rows)).toEqual([3, 1]);
  });

  test('with white space ignored a line stays in sight, and says why it stays', () => {
    const view = { layout: 'unified', space: readSpace('all') } as const;
    const [chunk] = hunkChunks(hunk('-a  b\n+\ta b'), none, '', { ...context, view });
    expect(chunk?.html).toContain('white space');
    expect(chunk?.html).not.toContain('class=del');
    expect(idsOf(chunk?.html ?? '')).toEqual(['mm/a b.c:a10', 'mm/a b.c:10']);
  });

  test('moved lines lead to their other end', () => {
    const block = ['int first_of_the_block(void)', '{', '\treturn something_long;', '}'];
    const [gone, come] = ['-', '+'].map((sign) => hunk(block.map((line) => `${sign}${line}`).join('\n'), 30));
    const files = [
      { patch: 0, path: 'mm/a b.c', hunks: gone === undefined ? [] : [gone] },
      { patch: 0, path: 'mm/b.c', hunks: come === undefined ? [] : [come] },
    ];
    const html = hunkChunks(gone ?? hunk(''), none, '', {
      ...context,
      moves: findMoves(files),
      moveEnd: (move) => ({ href: `#${move.path}:${move.line}`, words: `to ${move.path}, ${move.count}` }),
    })
      .map((chunk) => chunk.html)
      .join('');
    expect(html.match(/class=mv /g)).toHaveLength(1);
    expect(html.match(/mvd/g)).toHaveLength(4);
    expect(html).toContain('<a class=mv href="#mm/b.c:30">to mm/b.c, 4</a>');
  });

  test('a remark of git on the last line is a row of its own', () => {
    const [chunk] = hunkChunks(hunk('+x\n\\ No newline at end of file'), none, '', context);
    expect(chunk?.rows).toBe(3);
    expect(textOf(chunk?.html ?? '')).toContain('\\ No newline at end of file');
  });
});

test('the widest line, in columns: tabs, and letters that take two', () => {
  expect(columnsOfFile({ hunks: [hunk('+\tab\n+漢字\n x')] })).toBe(11);
  expect(columnsOfFile({ hunks: [hunk('+漢字漢字漢字漢字\n+\tab')] })).toBe(17);
});

describe('what becomes of a file', () => {
  const file = { index: 0, oldPath: 'a', newPath: 'a', status: 'changed', added: 1, removed: 0, hunks: [] } as const;

  test.each([
    [{}, ['1 line added, 0 removed']],
    [{ status: 'renamed', similarity: 87 }, ['Renamed from a, 87 % alike', '1 line added, 0 removed']],
    [{ status: 'copied', similarity: 100 }, ['Copied from a, 100 % alike', '1 line added, 0 removed']],
    [
      { status: 'mode', oldMode: '100644', newMode: '100755' },
      ['Mode changed', 'mode 100644 (plain file) becomes 100755 (executable)', '1 line added, 0 removed'],
    ],
    [{ status: 'binary', binary: [] }, ['Binary file', 'binary, its bytes are not in the mail']],
    [
      { status: 'added', newMode: '100755', binary: [{ kind: 'literal', bytes: 1234 }] },
      ['New file', '100755 (executable)', 'binary, 1,234 bytes in the mail'],
    ],
  ] as const)('%j', (changed, words) => expect(fileWords({ ...file, ...changed })).toEqual(words));
});

test('how diffs are shown, as an address says it and back', () => {
  expect(printView(plainView)).toEqual([]);
  const view = readView('split', 'all,show');
  expect(printView(view)).toEqual(['view=split', 'space=all,show']);
  expect(readView('sideways', 'none')).toEqual(plainView);
});
