import type { Metadata } from 'next';
import { listSeries } from '#lib/db/archive';
import { listChanges } from '#lib/db/changes';
import { ChangeTable } from '../_components/change-table';
import { ShortDay } from '../_components/mail-date';
import { patchPath } from '../_components/mail-link';
import { Pager } from '../_components/mail-pager';
import { NothingPasses } from '../_components/nothing-passes';
import { counted, formatCount } from '../_components/numbers';
import type { PageQuery } from '../_components/page-query';
import { ChangeFilters, listSet, narrowChanges, readChangesQuery, withoutFilter } from './change-filters';

export const metadata: Metadata = { title: 'Patches' };

interface Props {
  readonly searchParams: Promise<PageQuery>;
}

export default async function PatchesPage({ searchParams }: Props) {
  const asked = await searchParams;
  const page = Math.max(Math.trunc(Number(asked.page)) || 1, 1);
  const filter = readChangesQuery(asked);
  const [series, changes] = await Promise.all([listSeries({ page }), listChanges()]);
  const { kept, blamed } = narrowChanges(changes, filter);
  const set = listSet(filter);
  return (
    <>
      <div className="headline">
        <h1>Patches</h1>
      </div>
      <h2>Posted series</h2>
      {series.rows.length === 0 ? (
        <div className="prose">
          <p>
            No patch is imported yet. Import a mailbox that has some: <code>npx moot import PATH</code>.
          </p>
        </div>
      ) : (
        <>
          <p className="note">{counted(series.total, 'series', 'series')}, newest first</p>
          <ol className="threads">
            {series.rows.map((row) => (
              <li key={row.id} data-item="">
                <a href={patchPath(row.messageId)}>
                  {row.title}
                  {row.version > 1 && `, v${row.version}`}
                </a>
                <span>
                  {row.author}
                  {row.total !== null &&
                    row.total > 1 &&
                    `, ${row.held < row.total ? `${row.held} of ` : ''}${row.total} patches`}
                  {row.isRfc && ', RFC'}
                  {row.isResend && ', resent'}
                </span>
                <ShortDay iso={row.dateIso} />
              </li>
            ))}
          </ol>
          <Pager page={series.page} pages={series.pages} href={(to) => (to > 1 ? `/patches?page=${to}` : '/patches')} />
        </>
      )}
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
