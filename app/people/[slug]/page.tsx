import type { Metadata } from 'next';
import { cache } from 'react';
import { attitudes } from '#lib/argument/stance';
import { getArgument } from '#lib/db/argument';
import { findPerson } from '#lib/db/people';
import { findPersonRecord } from '#lib/db/person-record';
import type { PersonPage as PersonData } from '#lib/db/record-types';
import { ChangeTable } from '../../_components/change-table';
import { attitudeText } from '../../_components/claim-words';
import { Crumb } from '../../_components/crumb';
import { longDate } from '../../_components/dates';
import { Markdown } from '../../_components/markdown';
import { Missing } from '../../_components/missing';
import { counted, formatCount } from '../../_components/numbers';
import { type PageQuery, readDay, readFirst } from '../../_components/page-query';
import { UnheldNote } from '../../_components/source-link';
import { WordTable } from '../word-table';
import { ChangeStances } from './change-stances';
import { Expectations } from './expectations';
import { Objections } from './objections';
import { StanceTable } from './stance-table';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
  readonly searchParams: Promise<PageQuery>;
}

/** Asked for once, though the page and its head both want it. */
const find = cache(findPerson);

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const person = await find((await params).slug);
  return person === undefined ? {} : { title: person.name };
}

/** A person's record. `?on=DATE` shows the stances of one day alone, each with what is known of its claim today. */
export default async function PersonPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const [person, record, argument] = await Promise.all([find(slug), findPersonRecord(slug), getArgument()]);
  if (person === undefined) return <Missing />;
  const { concessions, expectations, objections } = record;
  const day = readDay(readFirst(await searchParams, 'on'));
  const stances = person.claims.filter(({ date }) => day === undefined || date === day);
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
        <p className="note">
          {counted(person.mails, 'mail')} held from this person’s addresses. {gradedText(person.claims)}
        </p>
        {person.bodyMarkdown.trim() !== '' && <Markdown text={person.bodyMarkdown} />}
      </div>
      <section className="topic" id="concessions">
        <h2>Conceded or took back</h2>
        {concessions.length === 0 ? (
          <p className="note">
            Nothing, as far as the records say. <a href="/people#concessions">What others conceded</a>
          </p>
        ) : (
          <WordTable words={concessions} isNamed={false} />
        )}
      </section>
      <section className="topic" id="stances">
        <h2>On claims</h2>
        {day !== undefined && (
          <p className="note count">
            <b>
              {formatCount(stances.length)} of {counted(person.claims.length, 'stance')}
            </b>
            , taken on <time dateTime={day}>{longDate(day)}</time> ·{' '}
            <a href={`/people/${slug}#stances`}>Show every stance</a>
          </p>
        )}
        {person.claims.length === 0 && <p className="note">No stance on a claim is recorded.</p>}
        {stances.length > 0 && (
          <StanceTable
            person={slug}
            stances={stances}
            argument={argument}
            hindsights={day === undefined ? new Map() : record.hindsights}
          />
        )}
      </section>
      <Expectations expectations={expectations} />
      <Objections objections={objections} />
      {person.changes.length > 0 && (
        <section className="topic" id="changes">
          <h2>Changes this person wrote</h2>
          <ChangeTable changes={person.changes} />
        </section>
      )}
      {person.changeStances.length > 0 && (
        <section className="topic" id="on-changes">
          <h2>On changes of others</h2>
          <ChangeStances stances={person.changeStances} />
        </section>
      )}
      <UnheldNote sources={[...person.claims, ...person.changeStances, ...concessions]} />
    </>
  );
}

/** `41 stances: asserts 20, rejects 8`: how often this person took which stance. */
function gradedText(stances: PersonData['claims']): string {
  if (stances.length === 0) return '';
  const counts = attitudes
    .map((attitude) => [attitude, stances.filter((stance) => stance.attitude === attitude).length] as const)
    .filter(([, count]) => count > 0)
    .map(([attitude, count]) => `${attitudeText[attitude]} ${count}`);
  return `${counted(stances.length, 'stance')} on claims: ${counts.join(', ')}.`;
}
