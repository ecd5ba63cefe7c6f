import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { findGhost } from '#lib/db/archive';
import { listChanges } from '#lib/db/changes';
import { findPatchesOfCommit } from '#lib/db/commits';
import { getMoot } from '#lib/db/open';
import { searchMail } from '#lib/db/search';
import { type RecordHit, searchRecords } from '#lib/db/search-records';
import { routeOf } from '#lib/markdown/record-link';
import { authorName } from '../_components/mail-author';
import { ShortDay } from '../_components/mail-date';
import { mailPath, pathPart } from '../_components/mail-link';
import { Snippet } from '../_components/mail-snippet';
import { counted } from '../_components/numbers';
import { findJump } from './jump';
import { SearchHelp } from './search-help';

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { q } = await searchParams;
  return { title: typeof q === 'string' && q !== '' ? `Search: ${q}` : 'Search' };
}

export default async function SearchPage({ searchParams }: Props) {
  const asked = await searchParams;
  const query = typeof asked.q === 'string' ? asked.q.trim() : '';
  const before = Math.trunc(Number(asked.before)) || undefined;
  await jump(query);
  const field = (
    <search>
      <form className="seek" action="/search">
        <label className="vh" htmlFor="query">
          Words, a Message-ID or a commit
        </label>
        <input id="query" name="q" type="search" defaultValue={query} autoComplete="off" />
        <button type="submit" className="btn main">
          Search
        </button>
      </form>
    </search>
  );
  if (query === '') {
    return (
      <div className="found">
        <h1 className="search-head">Search</h1>
        {field}
        <SearchHelp />
      </div>
    );
  }
  const [records, mail] = await Promise.all([
    before === undefined ? searchRecords(query) : [],
    searchMail(query, before === undefined ? {} : { before }),
  ]);
  const groups = groupRecords(records);
  return (
    <div className="found">
      <h1 className="search-head">Search</h1>
      {field}
      {mail.problems.map((problem) => (
        <p key={problem} className="note">
          {problem}
        </p>
      ))}
      {groups.map(({ title, hits }) => (
        <section key={title}>
          <h2>{title}</h2>
          <RecordHits hits={hits.slice(0, shownHits)} />
          {hits.length > shownHits && (
            <details className="fold">
              <summary>{hits.length - shownHits} more</summary>
              <RecordHits hits={hits.slice(shownHits)} />
            </details>
          )}
        </section>
      ))}
      {mail.hits.length > 0 && (
        <section>
          <h2>Mail</h2>
          <p className="note">
            {mail.isCountCapped ? `Over ${counted(mail.count, 'mail')}` : counted(mail.count, 'mail')}, newest first
          </p>
          <ol className="threads">
            {mail.hits.map((hit) => (
              <li key={hit.id} data-item="">
                <a href={mailPath(hit.messageId, '')}>{hit.subject === '' ? 'No subject' : hit.subject}</a>
                <span>{authorName(hit.author)}</span>
                <ShortDay iso={hit.dateIso} />
                <p>
                  <Snippet segments={hit.snippet} />
                </p>
              </li>
            ))}
          </ol>
          {mail.next !== null && (
            <p className="pager">
              <a href={`/search?${new URLSearchParams({ q: query, before: String(mail.next) })}`} rel="next">
                Older mail
              </a>
            </p>
          )}
        </section>
      )}
      {records.length === 0 && mail.hits.length === 0 && (
        <div className="prose">
          <p>
            Nothing has all these words. Words are matched whole: <code>{`${query.split(/\s+/)[0] ?? ''}*`}</code> finds
            what begins so. Mail is searched as far as it is imported.
          </p>
        </div>
      )}
      {records.length === 0 && mail.hits.length === 0 && <SearchHelp />}
    </div>
  );
}

/** Hits of one kind that stand open: the mail below must not be far. */
const shownHits = 5;

function RecordHits({ hits }: { hits: readonly RecordHit[] }) {
  return (
    <ol className="threads">
      {hits.map((hit) => (
        <li key={`${hit.kind} ${hit.slug}`} data-item="">
          <a href={hit.kind === 'change' ? `/patches#${hit.slug}` : routeOf(hit.kind, hit.slug)}>{hit.title}</a>
          <p>
            <Snippet segments={hit.snippet} />
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Leads on where the query names one thing. A mailbox that is no known Message-ID is searched for as words. */
async function jump(query: string): Promise<void> {
  const target = findJump(query);
  if (target?.kind === 'mail') redirect(mailPath(target.messageId, ''));
  if (target?.kind === 'address' && (await findGhost(target.messageId)) !== undefined) {
    redirect(mailPath(target.messageId, ''));
  }
  if (target?.kind === 'commit') {
    const found = (await listChanges()).filter(({ commit }) => commit !== null && isSameCommit(commit, target.commit));
    const change = found[0];
    if (change !== undefined && found.length === 1) {
      if (change.messageId !== null && change.held) redirect(`/p/${pathPart(change.messageId)}`);
      redirect(`/patches#${change.slug}`);
    }
    const [patch, another] = await findPatchesOfCommit(await getMoot(), target.commit);
    if (patch !== undefined && another === undefined) redirect(`/p/${pathPart(patch)}`);
  }
}

/** Commits are written with 12 digits or all 40: the shorter decides. */
function isSameCommit(a: string, b: string): boolean {
  return a.length > b.length ? a.startsWith(b) : b.startsWith(a);
}

const groupTitles: Readonly<Record<RecordHit['kind'], string>> = {
  finding: 'Findings',
  claim: 'Claims',
  scenario: 'Scenarios',
  objection: 'Objections',
  policy: 'Policies',
  change: 'Changes',
  person: 'People',
  term: 'Glossary',
  guide: 'Guide',
  decision: 'Decisions',
};

/** Records by kind, findings, claims and scenarios first; each kind in the order of its best hits. */
function groupRecords(records: readonly RecordHit[]): { title: string; hits: RecordHit[] }[] {
  return Object.entries(groupTitles).flatMap(([kind, title]) => {
    const hits = records.filter((hit) => hit.kind === kind);
    return hits.length === 0 ? [] : [{ title, hits }];
  });
}
