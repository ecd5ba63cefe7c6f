import type { RevisionView } from '#lib/db/record-types';
import { Crumb } from './crumb';
import { longDate } from './dates';
import { Markdown } from './markdown';

interface ProsePageProps {
  readonly up: { readonly href: string; readonly label: string };
  /** The record's kind, for the address of its editor. */
  readonly kind: string;
  readonly page: {
    readonly slug: string;
    readonly title: string;
    readonly bodyMarkdown: string;
    readonly version: number;
    readonly updatedAt: string;
    readonly revisions: readonly RevisionView[];
  };
  /** A line under the title. */
  readonly note?: string | undefined;
}

/** A page of prose: guide, decision, term. */
export function ProsePage({ up, kind, page, note }: ProsePageProps) {
  return (
    <>
      <Crumb up={up} here={page.slug}>
        <span>
          Revision {page.version}, <time dateTime={page.updatedAt}>{longDate(page.updatedAt)}</time>
        </span>
        <a href={`/edit/${kind}/${page.slug}`}>Edit</a>
      </Crumb>
      <article className="headline">
        <h1>{page.title}</h1>
        {note !== undefined && <p className="note">{note}</p>}
        <Markdown text={page.bodyMarkdown} term={kind === 'term' ? page.slug : undefined} />
      </article>
    </>
  );
}
