import { describe, expect, test } from 'vitest';
import { printSuggestion, readSuggestion } from '../../lib/patch/review/suggestion.ts';

describe('a suggestion in a body', () => {
  test('is the fence of that name, with what is said before and after', () => {
    expect(readSuggestion('Rather:\r\n\r\n```suggestion\n\tmark(page);\n\n```\n\nIt is shorter.\n')).toEqual({
      suggestion: { before: 'Rather:', lines: ['\tmark(page);', ''], after: 'It is shorter.' },
    });
  });

  test('without lines takes the lines away', () => {
    expect(readSuggestion('```suggestion\n```')).toEqual({ suggestion: { before: '', lines: [], after: '' } });
  });

  test('in a longer fence may hold a fence', () => {
    expect(readSuggestion('````suggestion\n```\ntext\n```\n````')).toMatchObject({
      suggestion: { lines: ['```', 'text', '```'] },
    });
  });

  test.each([
    ['no fence', 'Rather not.', /needs a fence/],
    ['a fence of another name', '```c\nmark(page);\n```', /needs a fence/],
    ['one that stands in another fence', '````\n```suggestion\nx\n```\n````', /needs a fence/],
    ['a fence in a sentence', 'Use ```suggestion``` for that.', /needs a fence/],
    ['two', '```suggestion\na\n```\n```suggestion\nb\n```', /one suggestion/],
    ['an open fence', '```suggestion\nmark(page);', /not closed/],
    ['a fence closed by a shorter one', '````suggestion\nmark(page);\n```', /not closed/],
  ])('is none with %s', (_, body, problem) => {
    expect(readSuggestion(body)).toEqual({ problem: expect.stringMatching(problem) });
  });

  test.each([[['a', '', '\tb ']], [[]], [['```', '`````x', '~~~']], [['   ````']]])(
    'is printed and read: %j',
    (lines) => {
      expect(readSuggestion(`Before\n\n${printSuggestion(lines)}\n\nafter`)).toEqual({
        suggestion: { before: 'Before', lines, after: 'after' },
      });
    },
  );
});
