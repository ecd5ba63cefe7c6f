import type { PatchView } from '#lib/db/archive-types';
import { authorName } from '../_components/mail-author';
import { LongDay } from '../_components/mail-date';
import { flagSentences } from '../_components/mail-flags';
import { patchPath } from '../_components/mail-link';
import { Mark } from '../_components/mark';
import { counted } from '../_components/numbers';
import { PatchVersions } from './patch-versions';

interface Props {
  readonly patch: PatchView;
  /** How many annotations it has: the keys that lead to them are named where there is one. */
  readonly annotations: number;
  /** How many objections nobody settled. */
  readonly open: number;
}

/** Title, version, author and day of a patch, the keys that move in it, and what is odd about its mail. */
export function PatchHead({ patch, annotations, open }: Props) {
  return (
    <div className="patch-head">
      <h1>{patch.title}</h1>
      <div className="bar">
        <PatchVersions series={patch.series} />
        <span className="note">
          {authorName(patch.author)}, <LongDay iso={patch.dateIso} />
        </span>
        {annotations > 0 && (
          <span className="note">
            <a href={`${patchPath(patch.messageId)}annotations`}>{counted(annotations, 'annotation')}</a>
            {open > 0 && (
              <>
                , <Mark word="unknown">{counted(open, 'open objection')}</Mark>
              </>
            )}
          </span>
        )}
        <span className="sp" />
        <span className="note">
          <kbd>n</kbd> <kbd>p</kbd> change{' '}
          {patch.series.parts.length > 1 && (
            <>
              <kbd>[</kbd> <kbd>]</kbd> patch{' '}
            </>
          )}
          {annotations > 0 && (
            <>
              <kbd>,</kbd> <kbd>.</kbd> annotation{' '}
            </>
          )}
          {patch.files.length > 0 && (
            <>
              <kbd>c</kbd> annotate
            </>
          )}
        </span>
      </div>
      {patch.flags.length > 0 && (
        <ul className="flags" aria-label="What is odd about this mail">
          {flagSentences(patch.flags).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
