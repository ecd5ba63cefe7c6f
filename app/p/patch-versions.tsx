import type { SeriesView } from '#lib/db/archive-types';
import { patchPath } from '../_components/mail-link';
import { rangePath } from './range-path';

/** The versions of a series, as far as they are held; the one shown is marked. */
export function PatchVersions({ series }: { series: SeriesView }) {
  const labels = [series.isRfc ? 'RFC' : undefined, series.isResend ? 'resent' : undefined].filter(Boolean);
  const others = series.versions.filter((version) => version.id !== series.id);
  if (others.length === 0) {
    return (
      <>
        <span className="tag solid">v{series.version}</span>
        {labels.map((label) => (
          <span key={label} className="tag">
            {label}
          </span>
        ))}
      </>
    );
  }
  const all = [...others, { id: series.id, version: series.version, messageId: series.parts[0]?.messageId ?? '' }];
  return (
    <>
      <nav className="group" aria-label="Version">
        {all
          .sort((a, b) => a.version - b.version || a.id - b.id)
          .map((version) => (
            <a
              key={version.id}
              className="btn"
              href={patchPath(version.messageId)}
              aria-current={version.id === series.id ? 'true' : undefined}
            >
              v{version.version}
            </a>
          ))}
      </nav>
      <ChangedSince series={series} all={all} />
      {labels.map((label) => (
        <span key={label} className="tag">
          {label}
        </span>
      ))}
    </>
  );
}

interface SinceProps {
  readonly series: SeriesView;
  readonly all: readonly { readonly id: number; readonly version: number; readonly messageId: string }[];
}

/** The way to what changed since the version before this one; from the first, to what changed after it. */
function ChangedSince({ series, all }: SinceProps) {
  const sorted = all.toSorted((a, b) => a.version - b.version || a.id - b.id);
  const at = sorted.findIndex(({ id }) => id === series.id);
  const [before, own, after] = [sorted[at - 1], sorted[at], sorted[at + 1]];
  if (own === undefined) return null;
  if (before !== undefined) {
    return <a href={rangePath(own.messageId, before.messageId)}>What changed since v{before.version}</a>;
  }
  if (after === undefined) return null;
  return <a href={rangePath(after.messageId, own.messageId)}>What changed in v{after.version}</a>;
}
