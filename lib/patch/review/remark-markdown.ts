import { splitBlocks } from '#lib/mail/quote';

/**
 * What a mail says, as Markdown that reads the same: words are no markup, lists stay lists, indented lines and diffs are
 * code. Lines are joined to paragraphs, as Markdown does.
 */
export function printAsMarkdown(text: string): string {
  const parts: string[] = [];
  for (const block of splitBlocks(text)) {
    if (block.kind === 'diff') parts.push(fence(block.text, 'diff'));
    else if (block.kind === 'quote') parts.push(fence(block.text, ''));
    else parts.push(printText(block.text));
  }
  return parts.filter((part) => part !== '').join('\n\n');
}

const item = /^ {0,3}(?:[-*+•]|\d{1,3}[.)]) +\S/;

function isCode(line: string): boolean {
  return /^(?:\t| {4,}| *\t)/.test(line) || /^[+-](?:\t| {2,}\S)/.test(line) || /^@@ -\d/.test(line);
}

function printText(text: string): string {
  const parts: string[] = [];
  let code: string[] = [];
  let words: string[] = [];
  const endCode = () => {
    while (code.at(-1) === '') code.pop();
    if (code.length > 0)
      parts.push(fence(dedent(code).join('\n'), code.every((line) => /^[-+ ]/.test(line)) ? 'diff' : ''));
    code = [];
  };
  const endWords = () => {
    if (words.length > 0) parts.push(printWords(words));
    words = [];
  };
  let isList = false;
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      endWords();
      if (code.length > 0) code.push('');
    } else if (isCode(line) && !(isList && /^ {2,8}\S/.test(line))) {
      endWords();
      code.push(line);
    } else {
      endCode();
      isList = item.test(line) || (isList && /^ /.test(line));
      words.push(line);
    }
  }
  endWords();
  endCode();
  return parts.join('\n\n');
}

/** Lines without the white space that all of them begin with; signs of a diff are kept. */
function dedent(lines: readonly string[]): readonly string[] {
  const indents = lines.filter((line) => line !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  let common = indents[0] ?? '';
  for (const indent of indents) while (!indent.startsWith(common)) common = common.slice(0, -1);
  return lines.map((line) => line.slice(common.length));
}

function fence(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language}\n${code}\n${marks}`;
}

function printWords(lines: readonly string[]): string {
  const isPaired = (lines.join('\n').match(/`/g)?.length ?? 0) % 2 === 0;
  return lines.map((line) => escapeLine(line, isPaired)).join('\n');
}

function escapeLine(line: string, isPaired: boolean): string {
  const [, indent = '', bullet = '', rest = ''] = /^( {0,8})((?:[-*+•]|\d{1,3}[.)]) +(?=\S))?(.*)$/.exec(line) ?? [];
  // What stands between back quotes is code for Markdown too; one alone is a letter.
  const pieces = isPaired ? rest.split(/(`+[^`]+`+)/) : [rest];
  const escaped = pieces
    .map((piece, i) => (i % 2 === 1 ? piece : escapeWords(piece).replaceAll('`', '\\`')))
    .join('')
    .replace(/^([#>=~]|[-_*]{3,}$)/, '\\$1')
    .replace(/^\[([^\]]*)\]:/, '\\[$1]:');
  return `${indent}${bullet.replace('•', '-')}${escaped}`;
}

function escapeWords(text: string): string {
  return text
    .replace(/[\\*]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/<(?=[a-z/!?])(?!https?:)/gi, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/~(?=~)/g, '\\~')
    .replace(/\](?=\()/g, '\\]');
}
