import type { Metadata } from 'next';
import { listThreads } from '#lib/db/archive';
import { listLists } from '#lib/db/held-mail';
import { authorName } from '../_components/mail-author';
import { ShortDay } from '../_components/mail-date';
import { mailPath } from '../_components/mail-link';
import { Pager } from '../_components/mail-pager';
import { counted } from '../_components/numbers';

export const metadata: Metadata = { title: 'Mail' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ThreadsPage({ searchParams }: Props) {
  const asked = await searchParams;
  const list = typeof asked.list === 'string' && asked.list !== '' ? asked.list : undefined;
  const page = Math.max(Math.trunc(Number(asked.page)) || 1, 1);
  const [threads, lists] = await Promise.all([
    listThreads({ page, ...(list === undefined ? {} : { list }) }),
    listLists(),
  ]);
  const address = (to: number) =>
    `/mail?${new URLSearchParams({ ...(list === undefined ? {} : { list }), ...(to > 1 ? { page: String(to) } : {}) })}`;
  return (
    <>
      <div className="headline">
        <h1>Mail{list !== undefined && ` on ${list}`}</h1>
        {threads.total > 0 && <p className="note">{counted(threads.total, 'thread')}, the latest answer first</p>}
      </div>
      {lists.length > 1 && (
        <nav className="rowx lists" aria-label="Lists">
          <a className="tag" href="/mail" aria-current={list === undefined ? 'true' : undefined}>
            All lists
          </a>
          {lists.slice(0, 30).map(({ name }) => (
            <a
              key={name}
              className="tag"
              href={`/mail?list=${encodeURIComponent(name)}`}
              aria-current={name === list ? 'true' : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
      )}
      {threads.rows.length === 0 ? (
        <div className="prose">
          <p>
            {list === undefined ? 'No mail is imported yet.' : 'No mail of this list is imported.'} Import a mailbox:{' '}
            <code>npx moot import PATH</code>.
          </p>
        </div>
      ) : (
        <ol className="threads">
          {threads.rows.map((thread) => (
            <li key={thread.id} data-item="">
              <a href={mailPath(thread.messageId, '')}>{thread.subject === '' ? 'No subject' : thread.subject}</a>
              <span>
                {authorName(thread.author)}, {counted(thread.messages, 'mail')}
              </span>
              <ShortDay iso={thread.lastIso} />
            </li>
          ))}
        </ol>
      )}
      <Pager page={threads.page} pages={threads.pages} href={address} />
      {threads.rows.length > 0 && (
        <p className="note">
          <kbd>j</kbd> <kbd>k</kbd> next, previous thread <kbd>/</kbd> search
        </p>
      )}
    </>
  );
}
