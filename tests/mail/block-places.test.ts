import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeBlocks } from '#lib/mail/block-places';
import { quoteDepth, splitBlocks, withoutQuoteMarks } from '#lib/mail/quote';

const line = fc.constantFrom(
  'alpha',
  'alpha beta.',
  '',
  '  ',
  '  indented',
  '> alpha',
  '> > beta',
  '>',
  ' > gamma',
  'On Fri, 17 Dec 2021, Ann Ek wrote:',
  '-- ',
  '--- a/x',
  '+++ b/x',
  '@@ -1,1 +1,1 @@',
  '-one',
  '+two',
  'diff --git a/x b/x',
);

test('a block stands where it says, in order, and nothing but blanks and the mark of a signature is between two', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const text = lines.join('\n');
      let at = 0;
      for (const { block, start, end } of placeBlocks(text, splitBlocks(text))) {
        expect(text.slice(at, start).replace(/^-- $/gm, '').trim()).toBe('');
        const said = text.slice(start, end);
        if (block.kind === 'quote') {
          const rows = said.split('\n');
          expect(rows.every((row) => quoteDepth(row) === block.depth)).toBe(true);
          expect(rows.map(withoutQuoteMarks).join('\n')).toBe(block.text);
        } else expect(said).toBe(block.text);
        at = end;
      }
      expect(text.slice(at).replace(/^-- $/gm, '').trim()).toBe('');
    }),
    { numRuns: 2000 },
  );
});
