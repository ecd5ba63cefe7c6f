import type { PatchView } from '#lib/db/archive-types';
import { listPlaced } from '#lib/db/placed-annotations';
import type { AnnotationView } from '#lib/db/record-types';
import { readSuggestion } from '#lib/patch/review/suggestion';
import { printSuggestions, type SuggestedChange } from '#lib/patch/review/suggestion-patch';

interface Wish extends SuggestedChange {
  readonly note: AnnotationView;
}

/** The suggestions on a patch, as a file that `git apply` takes in the tree after the patch. */
export interface SuggestionsFile {
  /** What a reader should know in lines that begin with `#`, then the diff. */
  readonly text: string;
  /** Suggestions in the diff. */
  readonly taken: number;
}

/**
 * Every suggestion on a patch, also those made on another version whose lines stand here unchanged; or one of them alone.
 * What cannot be applied is named with its reason. Undefined where `only` names no suggestion of this patch.
 */
export async function readSuggestions(patch: PatchView, only: string | null): Promise<SuggestionsFile | undefined> {
  const placed = (await listPlaced(patch.messageId)).filter(
    ({ note }) => note.kind === 'suggestion' && (only === null || note.slug === only),
  );
  if (only !== null && placed.length === 0) return undefined;
  const wishes: Wish[] = [];
  const left: { readonly note: AnnotationView; readonly why: string }[] = [];
  for (const { note, placement } of placed) {
    const read = readSuggestion(note.bodyMarkdown);
    if ('problem' in read) left.push({ note, why: read.problem });
    else if (placement.state === 'orphaned' || placement.state === 'changed') {
      left.push({ note, why: 'The lines it was made on are others in this version.' });
    } else if (placement.side === 'old') left.push({ note, why: 'It stands on the old side.' });
    else {
      const { path, line, end } = placement;
      wishes.push({ note, path, line, end, lines: read.suggestion.lines });
    }
  }
  const files = patch.files.filter(({ newPath }) => newPath !== '/dev/null');
  const printed = printSuggestions(files, wishes);
  const lines = [
    `Suggestions on: ${patch.title}`,
    `Message-ID: <${patch.messageId}>`,
    `Apply it after that patch: git apply${printed.isBare ? ' --unidiff-zero' : ''}`,
    ...new Set(printed.taken.map(({ note }) => `Suggested-by: ${note.author}`)),
    ...printed.taken.map(({ note, path, line, end }) => `${sayLines(path, line, end)}: ${note.author}`),
    ...[...left, ...printed.left.map(({ change, why }) => ({ note: change.note, why }))].map(
      ({ note, why }) => `Left out: ${sayLines(note.path, note.line, note.end)}, ${note.author}. ${why}`,
    ),
  ];
  return { text: `${lines.map((line) => `# ${line}\n`).join('')}${printed.text}`, taken: printed.taken.length };
}

function sayLines(path: string, line: number, end: number): string {
  return end > line ? `${path}:${line}-${end}` : `${path}:${line}`;
}
