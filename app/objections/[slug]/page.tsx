import type { Metadata } from 'next';
import { cache } from 'react';
import { findObjection } from '#lib/db/objections';
import { ClaimLink } from '../../_components/claim-list';
import { Crumb } from '../../_components/crumb';
import { longDate } from '../../_components/dates';
import { History } from '../../_components/history';
import { Markdown } from '../../_components/markdown';
import { Missing } from '../../_components/missing';
import { StateMark, stateMeanings } from '../../_components/objection-state';
import { SourceDate, UnheldNote } from '../../_components/source-link';
import { Chain } from './chain';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
}

/** Asked for once, though the page and its head both want it. */
const find = cache(findObjection);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const objection = await find((await params).slug);
  return objection === undefined ? {} : { title: objection.title };
}

/** One objection: what was held against what, what was answered, and what the runs say of each answer. */
export default async function ObjectionPage({ params }: Props) {
  const objection = await find((await params).slug);
  if (objection === undefined) return <Missing />;
  const { slug, title, person, change, claim, front, held, state, isOnWord, version, updatedAt } = objection;
  return (
    <>
      <Crumb up={{ href: '/objections', label: 'Objections' }} here={slug}>
        <span>
          Revision {version}, <time dateTime={updatedAt}>{longDate(updatedAt)}</time>
        </span>
        <a href={`/edit/objection/${slug}`}>Edit</a>
      </Crumb>
      <section className="sec first">
        <div>
          <h1>{title}</h1>
          <dl className="stand">
            <dt>State</dt>
            <dd>
              <StateMark state={state} isOnWord={isOnWord} />
              <span className="muted">: {stateMeanings[state]}</span>
            </dd>
            <dt>Against</dt>
            <dd>
              <a href={`/patches#${change.slug}`}>{change.title}</a>
              {change.release !== null && <span className="muted">, {change.release}</span>}
            </dd>
            {claim !== null && (
              <>
                <dt>Rests on</dt>
                <dd>
                  <ClaimLink claim={claim} />
                </dd>
              </>
            )}
          </dl>
          <Markdown text={objection.bodyMarkdown} />
        </div>
        <aside className="mg" aria-label="Sources">
          <ol className="notes">
            <li>
              <a className="who" href={`/people/${person.slug}`}>
                {person.name}.
              </a>{' '}
              Objects. <SourceDate date={front.date} messageId={front.message} held={held} />
            </li>
          </ol>
          <UnheldNote sources={[{ held }]} />
        </aside>
      </section>
      <Chain objection={objection} kernel={objection.kernel} />
      <section className="sec">
        <h2>History</h2>
        <div>
          <History revisions={objection.revisions} href={(one) => `/edit/objection/${slug}/${one}`} />
        </div>
      </section>
    </>
  );
}
