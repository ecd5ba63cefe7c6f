import type { SeriesView } from '#lib/db/archive-types';
import { patchPath } from '../_components/mail-link';

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
      {labels.map((label) => (
        <span key={label} className="tag">
          {label}
        </span>
      ))}
    </>
  );
}
