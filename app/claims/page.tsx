import type { Metadata } from 'next';
import { findArgument, getArgument } from '#lib/db/argument';
import { listIndexedClaims } from '#lib/db/claim-index';
import { findDebate } from '#lib/db/debate';
import { listMatrices, withStrange } from '#lib/db/matrix';
import { listPeople } from '#lib/db/people';
import { listPolicies } from '#lib/db/policies';
import { findNewestKernel } from '#lib/db/under';
import { simulators } from '#lib/simulators';
import { ClaimList } from '../_components/claim-list';
import { listProperties } from '../_components/list-properties';
import { Pager } from '../_components/mail-pager';
import { NothingPasses } from '../_components/nothing-passes';
import { counted, formatCount } from '../_components/numbers';
import type { PageQuery } from '../_components/page-query';
import { indexJudgedRows } from '../_components/verdict-ranges';
import { countFailing } from '../_debate/arrange-matrices';
import { ClaimFilters } from './claim-filters';
import { claimsHref, listSet, readClaimsQuery, withoutFilter } from './claims-query';
import { viewClaims } from './view-claims';

export const metadata: Metadata = { title: 'Claims' };

interface Props {
  readonly searchParams: Promise<PageQuery>;
}

/** Every claim, or those that the address asks for, with what becomes of it under a policy or a kernel. */
export default async function ClaimsPage({ searchParams }: Props) {
  const asked = readClaimsQuery(await searchParams);
  const [found, debate, matrices, claims, people, policies] = await Promise.all([
    findArgument(asked.under === '' ? {} : { under: asked.under }),
    findDebate(),
    listMatrices(),
    listIndexedClaims(),
    listPeople(),
    listPolicies(),
  ]);
  const argument = found ?? (await getArgument());
  const topics = withStrange(
    debate?.topics ?? [],
    claims.map(({ topic }) => topic),
    (id) => ({ id, title: id, text: '' }),
  );
  const view = viewClaims(asked, {
    claims,
    rows: indexJudgedRows(matrices),
    failing: countFailing(matrices),
    argument,
  });
  const set = listSet(asked);
  const under = argument.under?.id ?? null;
  return (
    <>
      <div className="headline">
        <h1>Claims</h1>
        <p className="note">
          Each is one proposition in our own words, phrased as a guarantee. Beside it stand what the argument makes of
          it and the policies under which its scenarios hold. <a href="/edit/claim">Write a claim</a>
        </p>
        <p className="note">
          <kbd>j</kbd> <kbd>k</kbd> next, previous claim
        </p>
      </div>
      <ClaimFilters
        asked={asked}
        newest={findNewestKernel() ?? null}
        options={{
          topics: topics.map(({ id, title }) => ({ value: id, label: title })),
          people: people.filter(({ stances }) => stances > 0).map(({ slug, name }) => ({ value: slug, label: name })),
          properties: listProperties(claims),
          unders: [
            ...policies.map(({ id, rule }) => ({ value: id, label: `${id} ${rule}` })),
            ...simulators.flatMap(({ kernels }) => kernels.map((value) => ({ value, label: `kernel ${value}` }))),
          ],
        }}
      />
      {found === undefined && (
        <p className="note">
          There is no policy or kernel “{asked.under}” here. This is {under}.
        </p>
      )}
      <p className="note count">
        <b>
          {set.size > 0
            ? `${formatCount(view.passing)} of ${counted(claims.length, 'claim')}`
            : counted(claims.length, 'claim')}
        </b>
        {argument.under?.note && `. ${argument.under.note}`}
        {set.size > 0 && view.passing > 0 && (
          <>
            {' · '}
            <a href={withoutFilter(asked, null)}>Show every claim</a>
          </>
        )}
      </p>
      {claims.length === 0 && <p className="note topic">No claim is here yet.</p>}
      {view.passing === 0 && set.size > 0 && (
        <NothingPasses noun="claim" set={set} blamed={view.blamed} hrefWithout={(name) => withoutFilter(asked, name)} />
      )}
      {view.groups.map(({ topic: id, claims: listed }) => {
        const topic = topics.find((one) => one.id === id);
        return topic === undefined ? (
          <ClaimList key="all" claims={listed} under={under} />
        ) : (
          <section key={topic.id} className="topic" id={topic.id}>
            <h2>{topic.title}</h2>
            <p className="note">{topic.text}</p>
            <ClaimList claims={listed} under={under} />
          </section>
        );
      })}
      <Pager
        page={view.page}
        pages={view.pages}
        href={(page) => claimsHref(asked, { page })}
        before="Claims before"
        after="Next claims"
      />
    </>
  );
}
