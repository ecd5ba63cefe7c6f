import type { Cue, CueReader, OwnWords } from '#lib/cue/cue';
import { readTrailerLine, spellKey } from '#lib/patch/trailer/trailer';

const judging: Readonly<Record<string, Cue['attitude']>> = {
  'Acked-by': 'accepts',
  'Reviewed-by': 'accepts',
  'Tested-by': 'accepts',
  'Nacked-by': 'rejects',
};

/** Trailers that judge, in the author's own lines: at the place of each. */
function find({ text, stretches }: OwnWords): readonly Cue[] {
  return stretches.flatMap(({ start, end }) => {
    const line = /^[ \t]*[A-Za-z][A-Za-z-]{2,40}-by[ \t]?:[^\n]{1,300}/gm;
    return [...text.slice(start, end).matchAll(line)].flatMap((found): Cue[] => {
      const trailer = readTrailerLine(found[0].trim());
      const attitude = trailer === undefined ? undefined : judging[spellKey(trailer.key)];
      if (trailer === undefined || attitude === undefined) return [];
      const from = start + found.index + found[0].length - found[0].trimStart().length;
      const to = start + found.index + found[0].trimEnd().length;
      return [
        {
          kind: 'trailer',
          start: from,
          end: to,
          reason: `is a ${spellKey(trailer.key)} of ${trailer.value}`,
          attitude,
        },
      ];
    });
  });
}

/** Somebody signs for a patch, or against it. */
export const trailer: CueReader = {
  kind: 'trailer',
  title: 'a trailer',
  means: 'Somebody signs for a patch or against it, in the form that tools read.',
  find,
};
