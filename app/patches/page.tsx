import type { Metadata } from 'next';
import { listChanges } from '#lib/db/changes';
import { listLineages } from '#lib/db/lineages';
import { getMoot } from '#lib/db/open';
import { readAllStates, readStates } from '#lib/db/series-states';
import { ChangeTable } from '../_components/change-table';
import { NothingPasses } from '../_components/nothing-passes';
import { counted, formatCount } from '../_components/numbers';
import type { PageQuery } from '../_components/page-query';
import { ChangeFilters, listSet, narrowChanges, readChangesQuery, withoutFilter } from './change-filters';
import { LineageList, listInState, readLineagesQuery } from './lineage-list';

export const metadata: Metadata = { title: 'Patches' };

interface Props {
  readonly searchParams: Promise<PageQuery>;
}

export default async function PatchesPage({ searchParams }: Props) {
  const asked = await searchParams;
  const page = Math.max(Math.trunc(Number(asked.page)) || 1, 1);
  const filter = readChangesQuery(asked);
  const moot = await getMoot();
  const wanted = readLineagesQuery(asked);
  const among = wanted.state === '' ? undefined : listInState((await readAllStates(moot)).states, wanted.state);
  const [lineages, changes] = await Promise.all([listLineages({ page, ...wanted, among }), listChanges()]);
  const versions = lineages.rows.flatMap((lineage) => lineage.versions.map(({ id }) => id));
  const states = await readStates(moot, versions);
  const { kept, blamed } = narrowChanges(changes, filter);
  const set = listSet(filter);
  return (
    <>
      <div className="headline">
        <h1>Patches</h1>
      </div>
      <h2>Posted series</h2>
      <LineageList asked={wanted} found={lineages} states={states} />
      {page === 1 && changes.length > 0 && (
        <>
          <h2 className="apart" id="changes">
            Changes that the debate speaks of
          </h2>
          <ChangeFilters asked={filter} changes={changes} />
          <p className="note count">
            <b>
              {set.size > 0
                ? `${formatCount(kept.length)} of ${counted(changes.length, 'change')}`
                : counted(changes.length, 'change')}
            </b>
            {set.size > 0 && kept.length > 0 && (
              <>
                {' · '}
                <a href={withoutFilter(filter, null)}>Show every change</a>
              </>
            )}
          </p>
          {kept.length === 0 ? (
            <NothingPasses
              noun="change"
              set={set}
              blamed={blamed}
              hrefWithout={(name) => withoutFilter(filter, name)}
            />
          ) : (
            <ChangeTable changes={kept} />
          )}
        </>
      )}
    </>
  );
}
