import type { Cue, CueReader, OwnWords } from '#lib/cue/cue';

/** `Fixes: 09854ba94c6a ("mm: …")`, `commit 09854ba94c6a ("mm: …")`, `17839856fd58 ("gup: …")`, `commit 17839856fd58`. */
const named =
  /\b(?:(?<key>Fixes:[ \t]{1,4}|commits?\s{1,3})(?<hash>[0-9a-f]{7,40})|(?<long>[0-9a-f]{12,40}))(?![0-9a-zA-Z])(?:,?\s{1,3}\(?["“](?<subject>[^"”\n]{1,200}(?:\n[^"”\n]{1,200})?)["”]\)?)?/g;

/** Commits that the author names: with their subject, or by the word `commit`. */
function find({ text, stretches }: OwnWords): readonly Cue[] {
  return stretches.flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(named)].flatMap((found): Cue[] => {
      const { key, hash, long, subject } = found.groups ?? {};
      const id = hash ?? long ?? '';
      // Digits alone are a number, and a long word of hexadecimal digits alone may be anything: an address, a checksum.
      if (
        (key === undefined && subject === undefined) ||
        !/\d/.test(id) ||
        (!/[a-f]/.test(id) && subject === undefined)
      )
        return [];
      const says = key?.startsWith('Fixes') === true ? 'says what it fixes: commit' : 'names the commit';
      const of = subject === undefined ? '' : `, “${subject.replace(/\s+/g, ' ')}”`;
      const from = start + found.index;
      return [
        {
          kind: 'commit',
          start: from,
          end: from + found[0].length,
          reason: `${says} ${id.slice(0, 12)}${of}`,
          attitude: null,
        },
      ];
    }),
  );
}

/** Somebody names a commit: what a claim rests on, or what a patch repairs. */
export const commit: CueReader = {
  kind: 'commit',
  title: 'a commit',
  means: 'A commit is named: what a claim rests on, or what is repaired.',
  find,
};
