import type { SourceView } from '#lib/db/record-types';
import { SourceDate } from './source-link';

/** Where something is said, as margin notes: author, note, date as the link, commit, release. */
export function Sources({ sources }: { sources: readonly SourceView[] }) {
  if (sources.length === 0) return null;
  return (
    <ol className="notes">
      {sources.map((source) => (
        <li key={`${source.messageId} ${source.commit} ${source.note}`}>
          {source.author !== null && <span className="who">{source.author}. </span>}
          {source.note !== null && `${source.note} `}
          {source.date !== null && <SourceDate date={source.date} messageId={source.messageId} held={source.held} />}
          {source.commit !== null && (
            <>
              {' '}
              <code>{source.commit.slice(0, 12)}</code>
            </>
          )}
          {source.release !== null && ` in ${source.release}`}
        </li>
      ))}
    </ol>
  );
}
