import type { Metadata } from 'next';
import { findImport, listImports } from '#lib/db/mail-sources';
import { getMoot } from '#lib/db/open';
import { Pager } from '../_components/mail-pager';
import { counted } from '../_components/numbers';
import { type PageQuery, readFirst, writeHref } from '../_components/page-query';
import { ImportTable } from './import-table';
import { ProblemList } from './problem-list';

export const metadata: Metadata = { title: 'Imports of mail' };

interface Props {
  readonly searchParams: Promise<PageQuery>;
}

const SIZE = 50;

/** What was imported, when, and what became of it; with `?import=NUMBER` what was wrong with what that one read. */
export default async function ImportsPage({ searchParams }: Props) {
  const query = await searchParams;
  const page = Math.max(Math.trunc(Number(readFirst(query, 'page'))) || 1, 1);
  const asked = Math.trunc(Number(readFirst(query, 'import')));
  const moot = await getMoot();
  const [{ imports, total }, chosen] = await Promise.all([
    listImports(moot, { page, size: SIZE }),
    asked > 0 && asked < 2 ** 31 ? findImport(moot, asked) : undefined,
  ]);
  const href = (to: number) => writeHref('/imports', { page: to > 1 ? String(to) : '' });
  return (
    <>
      <div className="headline">
        <h1>Imports of mail</h1>
        {total > 0 && <p className="note">{counted(total, 'import')}, the latest first</p>}
      </div>
      {asked > 0 &&
        (chosen === undefined ? (
          <p className="note topic">There is no import {asked}.</p>
        ) : (
          <ProblemList row={chosen.row} problems={chosen.problems} />
        ))}
      {total === 0 ? (
        <div className="prose">
          <p>
            No mail is imported yet: <code>npx moot import ADDRESS</code>.{' '}
            <a href="/guide/import-mail">What an address may be</a>
          </p>
        </div>
      ) : (
        <section className="topic" aria-label="Imports">
          <ImportTable
            imports={imports}
            href={(id) => writeHref('/imports', { page: page > 1 ? String(page) : '', import: String(id) }, 'problems')}
          />
        </section>
      )}
      <Pager page={page} pages={Math.ceil(total / SIZE)} href={href} />
      {total > 0 && (
        <p className="note under-table">
          <code>npx moot import --all</code> brings every source up to date, <code>--watch</code> keeps it so. One that
          was interrupted or failed goes on where it ended.
        </p>
      )}
    </>
  );
}
