import { look, type Paint } from '#lib/cli/paint';
import type { InterdiffFile, InterdiffLine } from '#lib/patch/range/interdiff';
import { printPair, type RangeName } from '#lib/patch/range/print-range-diff';
import type { RangePair } from '#lib/patch/range/range-diff';
import type { RangeLine } from '#lib/patch/range/range-hunk';

const marks = { '=': look.changed, '!': look.changed, '<': look.removed, '>': look.added } as const;
const signs = { '+': look.added, '-': look.removed } as const;

/** Pairs and their diffs of diffs as `git range-diff` prints them. */
export function sayRangeDiff(
  pairs: readonly RangePair[],
  older: readonly RangeName[],
  newer: readonly RangeName[],
  paint: Paint,
): string {
  return pairs
    .map((pair) => {
      const hunks = pair.hunks.map(({ heading, lines }) => {
        const head = `    ${paint(heading === '' ? '@@' : `@@ ${heading}`, look.head)}\n`;
        return head + lines.map((line) => `    ${sayLine(line, paint)}\n`).join('');
      });
      return `${paint(printPair(pair, older, newer), marks[pair.mark])}\n${hunks.join('')}`;
    })
    .join('');
}

/** The outer sign reversed, what the line does in its patch in colour, what is gone faint. */
function sayLine({ outer, inner, text }: RangeLine, paint: Paint): string {
  const codes = [
    ...(inner === '+' || inner === '-' ? [signs[inner]] : inner === '@' || inner === '#' ? [look.head] : []),
    ...(outer === '-' ? [look.faint] : outer === '+' ? [look.strong] : []),
  ];
  const sign = outer === ' ' ? ' ' : paint(outer, look.turned, signs[outer]);
  return `${sign}${codes.length === 0 ? text : paint(text, ...codes)}`;
}

/** The lines in which the files differ after two versions. Behind a sign, `b` says: of the base; `?`: not known of the other. */
export function sayInterdiff(files: readonly InterdiffFile[], paint: Paint): string {
  return files
    .map((file) => {
      const { path, touched, isBrought, isBinary, isDeleted, hunks } = file;
      const only = touched === 'both' ? '' : ` (only the ${touched} version ${isBrought ? 'brings' : 'touches'} it)`;
      const notes = [
        ...(isBinary ? ['Bytes that are no text: not compared.'] : []),
        ...(isDeleted.older !== isDeleted.newer
          ? [`Only the ${isDeleted.older ? 'older' : 'newer'} version deletes it.`]
          : []),
      ];
      const body = hunks.map(({ heading, lines }) => {
        const head = paint(`@@${heading === '' ? '' : ` ${heading}`}`, look.head);
        return [head, ...lines.map((line) => sayInterLine(line, paint))].join('\n');
      });
      return `${[`${paint(path, look.strong)}${only}`, ...notes, ...body].join('\n')}\n`;
    })
    .join('\n');
}

const whys = { '': ' ', series: ' ', base: 'b', unknown: '?' } as const;

function sayInterLine({ sign, why, text }: InterdiffLine, paint: Paint): string {
  const line = `${sign}${whys[why]}${text}`;
  return sign === ' ' ? line : paint(line, signs[sign], ...(why === 'series' ? [] : [look.faint]));
}
