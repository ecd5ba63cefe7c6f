import type { PersonRef, SourceView } from '#lib/db/record-types';
import { SourceDate } from './source-link';

interface SourcesProps {
  readonly sources: readonly SourceView[];
  /** Whose slugs become names with links. */
  readonly people?: readonly PersonRef[];
}

/** Where something is said, as margin notes: author, note, date as the link, commit, release. */
export function Sources({ sources, people = [] }: SourcesProps) {
  if (sources.length === 0) return null;
  const names = new Map(people.map(({ slug, name }) => [slug, name]));
  return (
    <ol className="notes">
      {sources.map((source) => (
        <li key={`${source.messageId} ${source.commit} ${source.note}`}>
          {source.author !== null && (
            <>
              <Who author={source.author} name={names.get(source.author)} />{' '}
            </>
          )}
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

/** A person whom we have a page for as its link; a bare name otherwise. */
function Who({ author, name }: { author: string; name: string | undefined }) {
  return name === undefined ? (
    <span className="who">{author}.</span>
  ) : (
    <a className="who" href={`/people/${author}`}>
      {name}.
    </a>
  );
}
