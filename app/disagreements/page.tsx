import type { Metadata } from 'next';
import { disagreementTypes } from '#lib/argument/disagreement';
import { listDisagreements } from '#lib/db/disagreements';
import { listPolicies } from '#lib/db/policies';
import { capital } from '../_components/claim-words';
import { NothingPasses } from '../_components/nothing-passes';
import { counted, formatCount } from '../_components/numbers';
import type { PageQuery } from '../_components/page-query';
import { DisagreementFilters } from './disagreement-filters';
import { DisagreementItem } from './disagreement-item';
import { listSet, narrowDisagreements, readDisagreementsQuery, withoutFilter } from './disagreements-query';

export const metadata: Metadata = { title: 'Disagreements' };

interface Props {
  readonly searchParams: Promise<PageQuery>;
}

/** What would end a disagreement of each type. */
const typeMeanings = {
  factual: 'A run decides it: under each policy for one side, for the other, for both or for neither.',
  normative: 'Both sides accept the same run and judge it by what each asked for. No run ends it.',
  empirical: 'It needs numbers that nobody has brought: how often, how fast, how long.',
  scope: 'The sides speak of different cases, and both can be right.',
  verbal: 'One word is used in two senses.',
} as const;

/** Every disagreement by type, or those that the address asks for. */
export default async function DisagreementsPage({ searchParams }: Props) {
  const asked = readDisagreementsQuery(await searchParams);
  const [{ rows, families }, policies] = await Promise.all([listDisagreements(), listPolicies()]);
  const { kept, blamed } = narrowDisagreements(rows, asked);
  const set = listSet(asked);
  const shown = { policies: policies.filter(({ variantOf }) => variantOf === null), families };
  return (
    <>
      <div className="headline">
        <h1>Disagreements</h1>
        <p className="note">
          Two claims that somebody set against each other, or one claim that some hold and some do not. The type says
          what would end it, and follows from the kinds of the claims.
        </p>
      </div>
      <DisagreementFilters asked={asked} rows={rows} />
      <p className="note count">
        <b>
          {set.size > 0
            ? `${formatCount(kept.length)} of ${counted(rows.length, 'disagreement')}`
            : counted(rows.length, 'disagreement')}
        </b>
        {set.size > 0 && kept.length > 0 && (
          <>
            {' · '}
            <a href={withoutFilter(asked, null)}>Show every disagreement</a>
          </>
        )}
      </p>
      {rows.length === 0 && <p className="note topic">Nobody disagrees with anybody in what is recorded.</p>}
      {kept.length === 0 && set.size > 0 && (
        <NothingPasses
          noun="disagreement"
          set={set}
          blamed={blamed}
          hrefWithout={(name) => withoutFilter(asked, name)}
        />
      )}
      {disagreementTypes.map((type) => {
        const listed = kept.filter((one) => one.type === type);
        if (listed.length === 0) return null;
        return (
          <section key={type} className="topic" id={type}>
            <h2>{capital(type)}</h2>
            <p className="note">{typeMeanings[type]}</p>
            <ol className="quarrels">
              {listed.map((one) => (
                <DisagreementItem key={one.id} disagreement={one} shown={shown} />
              ))}
            </ol>
          </section>
        );
      })}
    </>
  );
}
