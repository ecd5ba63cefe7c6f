import type { ChangeRow, ClaimRow, PersonRef, PolicyRow } from '#lib/db/record-types';
import type { CitedMail, SaidStance, TimelineEntry } from '#lib/db/timeline';
import { attitudeText } from '../_components/claim-words';
import { mailPath, patchPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';

/** Mails of a day that are named; the others are behind a fold. */
const mostMails = 8;

/** What happened, in a line or two, with its source. */
export function EntryText({ entry }: { entry: TimelineEntry }) {
  switch (entry.kind) {
    case 'release':
      return <ReleaseText entry={entry} />;
    case 'change':
      return (
        <p>
          <ChangeLink change={entry.change} />{' '}
          <span className="note">
            {entry.isPosted ? 'posted' : 'committed'}
            {entry.change.author !== null && (
              <>
                {' '}
                by <Person person={entry.change.author} />
              </>
            )}
            {entry.change.messageId !== null && (
              <>
                ,{' '}
                <a className={entry.change.held ? undefined : 'unheld'} href={patchPath(entry.change.messageId)}>
                  the patch
                </a>
              </>
            )}
            ; {entry.change.state}
            {entry.change.release !== null && ` in ${entry.change.release}`}
          </span>
        </p>
      );
    case 'claim':
      return <Said said={entry.first} about={entry.claim} />;
    case 'stance':
      return <Said said={entry.said} about={entry.about} />;
    case 'mail':
      return <MailText cited={entry.cited} others={entry.others} />;
  }
}

function ReleaseText({ entry }: { entry: TimelineEntry & { readonly kind: 'release' } }) {
  const { release, merged, begin, end } = entry;
  return (
    <>
      <p>
        <a href={`/kernels/${release}`}>
          <b>{release}</b>
        </a>
        {begin.length > 0 && (
          <>
            {' '}
            begins <Policies policies={begin} />
          </>
        )}
        {begin.length > 0 && end.length > 0 && ','}
        {end.length > 0 && (
          <>
            {' '}
            ends <Policies policies={end} />
          </>
        )}
      </p>
      {merged.length > 0 && (
        <ul className="note">
          {merged.map((change) => (
            <li key={change.slug}>
              <ChangeLink change={change} />
              {change.commit !== null && (
                <>
                  {' '}
                  <code>{change.commit.slice(0, 12)}</code>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Policies({ policies }: { policies: readonly PolicyRow[] }) {
  return policies.map(({ id, rule }, index) => (
    <span key={id}>
      {index > 0 && ', '}
      <a href={`/policies/${id}`}>{id}</a> {rule}
    </span>
  ));
}

function ChangeLink({ change }: { change: ChangeRow }) {
  return <a href={`/patches#${change.slug}`}>{change.title}</a>;
}

/** Whether a stance is on a claim; else it is on a change. */
function isClaim(about: ClaimRow | ChangeRow): about is ClaimRow {
  return 'topic' in about;
}

function Said({ said, about }: { said: SaidStance; about: ClaimRow | ChangeRow }) {
  return (
    <>
      <p>
        <Person person={said.person} />{' '}
        <a className={said.held ? undefined : 'unheld'} href={mailPath(said.messageId, '')}>
          {attitudeText[said.attitude]}
        </a>
        :{' '}
        {isClaim(about) ? (
          <a className="statement" href={`/claims/${about.slug}`}>
            {about.title}
          </a>
        ) : (
          <ChangeLink change={about} />
        )}
      </p>
      {said.note !== '' && <p className="note">{said.note}</p>}
    </>
  );
}

function Person({ person }: { person: PersonRef }) {
  return (
    <a className="who" href={`/people/${person.slug}`}>
      {person.name}
    </a>
  );
}

function MailText({ cited, others }: { cited: readonly CitedMail[]; others: number }) {
  const [named, folded] = [cited.slice(0, mostMails), cited.slice(mostMails)];
  return (
    <>
      <p className="note">
        {cited.length === 0 ? (
          counted(others, 'mail that no record cites', 'mails that no record cites')
        ) : (
          <>
            <Mails mails={named} />
            {others > 0 && `; ${counted(others, 'other mail', 'other mails')} of their threads`}
          </>
        )}
      </p>
      {folded.length > 0 && (
        <details className="note">
          <summary>{folded.length} more that records cite</summary>
          <p>
            <Mails mails={folded} />
          </p>
        </details>
      )}
    </>
  );
}

function Mails({ mails }: { mails: readonly CitedMail[] }) {
  return mails.map(({ messageId, held, author, records }, index) => (
    <span key={messageId}>
      {index > 0 && ', '}
      <a className={held ? undefined : 'unheld'} href={mailPath(messageId, '')} title={messageId}>
        {author?.name ?? 'a mail'}
      </a>
      {records > 1 && ` (${records} records)`}
    </span>
  ));
}
