import type { Metadata } from 'next';
import { listObjections } from '#lib/db/objections';
import { NothingPasses } from '../_components/nothing-passes';
import { counted, formatCount } from '../_components/numbers';
import { stateMeanings } from '../_components/objection-state';
import type { PageQuery } from '../_components/page-query';
import { ObjectionFilters } from './objection-filters';
import { ObjectionItem } from './objection-item';
import { listSet, narrowObjections, readObjectionsQuery, withoutFilter } from './objections-query';

export const metadata: Metadata = { title: 'Objections' };

interface Props {
  readonly searchParams: Promise<PageQuery>;
}

/** What was held against changes and what became of it, or those objections that the address asks for. */
export default async function ObjectionsPage({ searchParams }: Props) {
  const asked = readObjectionsQuery(await searchParams);
  const { rows, kernel } = await listObjections();
  const { kept, blamed } = narrowObjections(rows, asked);
  const set = listSet(asked);
  return (
    <>
      <div className="headline">
        <h1>Objections</h1>
        <p className="note">
          What somebody held against a change, and what became of it. A change that is said to have settled an objection
          counts only where the objection’s scenario no longer fails under the policies that the change makes.{' '}
          <a href="/edit/objection">Write an objection</a>
        </p>
      </div>
      <ObjectionFilters asked={asked} rows={rows} />
      <p className="note count">
        <b>
          {set.size > 0
            ? `${formatCount(kept.length)} of ${counted(rows.length, 'objection')}`
            : counted(rows.length, 'objection')}
        </b>
        {kernel !== null && `. Today’s rules are those of kernel ${kernel}`}
        {set.size > 0 && kept.length > 0 && (
          <>
            {' · '}
            <a href={withoutFilter(asked, null)}>Show every objection</a>
          </>
        )}
      </p>
      {rows.length === 0 && <p className="note topic">No objection is recorded yet.</p>}
      {kept.length === 0 && set.size > 0 && (
        <NothingPasses noun="objection" set={set} blamed={blamed} hrefWithout={(name) => withoutFilter(asked, name)} />
      )}
      {kept.length > 0 && (
        <section className="topic">
          <ol className="list">
            {kept.map((objection) => (
              <ObjectionItem key={objection.slug} objection={objection} kernel={kernel} />
            ))}
          </ol>
          <p className="note under-table">
            {Object.entries(stateMeanings)
              .map(([state, meaning]) => `${state}: ${meaning}`)
              .join('; ')}
            . “By word alone”: no run shows it, a person says so.
          </p>
        </section>
      )}
    </>
  );
}
