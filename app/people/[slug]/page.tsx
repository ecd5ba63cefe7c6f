import type { Metadata } from 'next';
import { cache } from 'react';
import { findPerson } from '#lib/db/people';
import { ChangeTable } from '../../_components/change-table';
import { Crumb } from '../../_components/crumb';
import { longDate } from '../../_components/dates';
import { Markdown } from '../../_components/markdown';
import { Missing } from '../../_components/missing';
import { counted } from '../../_components/numbers';
import { StanceTable } from './stance-table';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
}

/** Asked for once, though the page and its head both want it. */
const find = cache(findPerson);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const person = await find((await params).slug);
  return person === undefined ? {} : { title: person.name };
}

export default async function PersonPage({ params }: Props) {
  const person = await find((await params).slug);
  if (person === undefined) return <Missing />;
  return (
    <>
      <Crumb up={{ href: '/people', label: 'People' }} here={person.slug}>
        <span>
          Revision {person.version}, <time dateTime={person.updatedAt}>{longDate(person.updatedAt)}</time>
        </span>
        <a href={`/edit/person/${person.slug}`}>Edit</a>
      </Crumb>
      <div className="headline">
        <h1>{person.name}</h1>
        <p className="note">{counted(person.mails, 'mail')} held from this person’s addresses.</p>
        {person.bodyMarkdown.trim() !== '' && <Markdown text={person.bodyMarkdown} />}
      </div>
      <section className="topic">
        <h2>On claims</h2>
        {person.claims.length === 0 ? (
          <p className="note">No stance on a claim is recorded.</p>
        ) : (
          <StanceTable stances={person.claims} />
        )}
      </section>
      {person.changes.length > 0 && (
        <section className="topic">
          <h2>Changes</h2>
          <ChangeTable changes={person.changes} />
        </section>
      )}
    </>
  );
}
