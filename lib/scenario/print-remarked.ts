import type { Remarked } from '#lib/scenario/scenario';

/** A line with the comments before it and the one behind it. */
export function printRemarked(where: Remarked, text: string): string[] {
  const note = where.note === null ? '' : `  ${printComment(where.note)}`;
  return [...where.comments.map(printComment), `${text}${note}`];
}

export function printComment(text: string): string {
  return text === '' ? '#' : `# ${text}`;
}
