import type { SeriesVersion } from '#lib/db/series';
import { ShortDay } from '../_components/mail-date';
import { type RangeViewName, rangePath } from './range-path';

interface Props {
  readonly versions: readonly SeriesVersion[];
  readonly older: SeriesVersion;
  readonly newer: SeriesVersion;
  readonly view: RangeViewName;
}

/** Which two versions are compared, and what is shown of them: every choice is a link. */
export function RangeChoice({ versions, older, newer, view }: Props) {
  const all = versions.some(({ id }) => id === older.id) ? versions : [older, ...versions];
  const links = (
    label: string,
    current: SeriesVersion,
    href: (version: SeriesVersion) => ReturnType<typeof rangePath>,
  ) => (
    <p className="range-side">
      <span className="note">{label}</span>
      <span className="group">
        {all.map((version) => (
          <a
            key={version.id}
            className="btn"
            href={href(version)}
            aria-current={version.id === current.id ? 'true' : undefined}
          >
            {version.label}
          </a>
        ))}
      </span>
      <span className="note">
        <ShortDay iso={current.dateIso} />
      </span>
    </p>
  );
  return (
    <nav className="range-choice" aria-label="Versions compared">
      {links('From', older, (version) => rangePath(newer.headMessageId, version.headMessageId, view))}
      {links('to', newer, (version) => rangePath(version.headMessageId, older.headMessageId, view))}
      <p className="range-side">
        <span className="group">
          <a
            className="btn"
            href={rangePath(newer.headMessageId, older.headMessageId)}
            aria-current={view === 'patches' ? 'true' : undefined}
          >
            Patches
          </a>
          <a
            className="btn"
            href={rangePath(newer.headMessageId, older.headMessageId, 'lines')}
            aria-current={view === 'lines' ? 'true' : undefined}
          >
            Resulting lines
          </a>
        </span>
      </p>
    </nav>
  );
}
