import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getMoot } from '#lib/db/open';
import { type SearchAnswer, searchAll } from '#lib/db/search-all';
import { readCursor } from '#lib/db/search-cursor';
import { findTarget } from '#lib/db/search-jump';
import type { RecordHit } from '#lib/db/search-records';
import { routeOf } from '#lib/markdown/record-link';
import type { QueryProblem } from '#lib/search/problem';
import { authorName } from '../_components/mail-author';
import { ShortDay } from '../_components/mail-date';
import { mailPath, pathPart } from '../_components/mail-link';
import { Snippet } from '../_components/mail-snippet';
import { counted } from '../_components/numbers';
import { readSearchAddress, type SearchAddress, searchPath } from './search-address';
import { SearchHelp } from './search-help';

const emptyAddress: SearchAddress = { query: '', sort: 'date', cursor: undefined };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { q } = await searchParams;
  return { title: typeof q === 'string' && q !== '' ? `Search: ${q}` : 'Search' };
}

export default async function SearchPage({ searchParams }: Props) {
  const asked = await searchParams;
  const given = Object.entries(asked).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  const address = readSearchAddress(`/search?${new URLSearchParams(given)}`) ?? emptyAddress;
  const { query, sort } = address;
  const moot = await getMoot();
  const target = query === '' ? undefined : await findTarget(query, moot);
  if (target?.kind === 'mail') redirect(mailPath(target.messageId, ''));
  if (target?.kind === 'patch') redirect(`/p/${pathPart(target.messageId)}`);
  if (target?.kind === 'change') redirect(`/patches#${target.slug}`);
  const cursor = readCursor(address.cursor ?? '');
  const answer = query === '' ? undefined : await searchAll(target?.query ?? query, { order: sort, cursor }, moot);
  const isWrong = answer !== undefined && 'problem' in answer;
  return (
    <div className="found">
      <h1 className="search-head">Search</h1>
      <search>
        <form className="seek" action="/search">
          <label className="vh" htmlFor="query">
            Words, a Message-ID or a commit
          </label>
          <input
            id="query"
            name="q"
            type="search"
            defaultValue={query}
            autoComplete="off"
            spellCheck={false}
            {...(isWrong ? { 'aria-invalid': true, 'aria-describedby': 'wrong' } : {})}
          />
          {sort === 'rank' && <input type="hidden" name="sort" value="rank" />}
          <button type="submit" className="btn main">
            Search
          </button>
        </form>
      </search>
      {target !== undefined && <p className="note">{target.message}</p>}
      {answer === undefined ? (
        <SearchHelp isOpen />
      ) : (
        <>
          {'problem' in answer ? (
            <WrongQuery query={query} problem={answer.problem} />
          ) : (
            <Found address={address} answer={answer} />
          )}
          <SearchHelp isOpen={false} />
        </>
      )}
    </div>
  );
}

/** The query with the part marked that is wrong, and what was expected. */
function WrongQuery({ query, problem: { place, message } }: { query: string; problem: QueryProblem }) {
  return (
    <div className="wrong" id="wrong" role="alert">
      <p>
        <strong>The query is not understood, and nothing was searched.</strong>
      </p>
      <pre>
        {query.slice(0, place.start)}
        <mark>{query.slice(place.start, place.end) || ' '}</mark>
        {query.slice(place.end)}
      </pre>
      <p>{message}</p>
    </div>
  );
}

function Found({ address, answer: { records, mail } }: { address: SearchAddress; answer: SearchAnswer }) {
  if (records.length === 0 && mail.hits.length === 0) {
    const word = /[\p{L}\p{N}_]+/u.exec(address.query)?.[0] ?? 'word';
    return (
      <div className="prose">
        <p>
          Nothing is found. Words are matched whole: <code>{`${word}*`}</code> finds what begins so. Mail is searched as
          far as it is imported.
        </p>
      </div>
    );
  }
  return (
    <>
      {groupRecords(records).map(({ title, hits }) => (
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
      {mail.hits.length > 0 && <MailHits address={address} mail={mail} />}
    </>
  );
}

function MailHits({ address, mail }: { address: SearchAddress; mail: SearchAnswer['mail'] }) {
  return (
    <section>
      <h2>Mail</h2>
      <p className="note found-line">
        <span>
          {mail.isCountCapped ? `Over ${counted(mail.count, 'mail')}` : counted(mail.count, 'mail')},{' '}
          <Order address={address} shown={mail.order} />
        </span>
        <span>
          As <a href={searchPath(address, '.json')}>JSON</a>
        </span>
      </p>
      <ol className="threads">
        {mail.hits.map((hit) => (
          <li key={hit.id} data-item="">
            <a href={mailPath(hit.messageId, '')}>{hit.subject === '' ? 'No subject' : hit.subject}</a>
            <span>{authorName(hit.author)}</span>
            <ShortDay iso={hit.dateIso} />
            <p>
              {hit.isOnlyQuoted && <span className="tag">quoted</span>} <Snippet segments={hit.snippet} />
            </p>
          </li>
        ))}
      </ol>
      {mail.next !== null && (
        <p className="pager">
          <a href={searchPath({ ...address, cursor: mail.next })} rel="next">
            {mail.order === 'date' ? 'Older mail' : 'Further mail'}
          </a>
        </p>
      )}
    </section>
  );
}

/** How the mails are sorted, and the way to the other order. */
function Order({ address, shown }: { address: SearchAddress; shown: 'date' | 'rank' }) {
  if (shown === 'date' && address.sort === 'rank') return 'newest first: too many to sort by how well they fit';
  const other = shown === 'rank' ? 'date' : 'rank';
  const say = { date: 'newest first', rank: 'best first' };
  return (
    <>
      {say[shown]} · <a href={searchPath({ ...address, sort: other, cursor: undefined })}>{say[other]}</a>
    </>
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
