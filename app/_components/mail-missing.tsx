import { findGhost } from '#lib/db/archive';
import { claimsOfMessage } from '#lib/db/claims';
import { archiveAddress } from '#lib/mail/archive-address';
import { authorName } from './mail-author';
import { ShortDay } from './mail-date';
import { mailPath, patchPath } from './mail-link';
import { counted } from './numbers';

/** How many of the mails that name a missing one are listed. */
const mostReferrers = 30;

interface Props {
  readonly messageId: string;
  /** The reader asked for the patch in it: the mail may be held, without a patch. */
  readonly isPatch?: boolean;
}

/** The page of a mail that is not held: whether anybody refers to it, who, which claims rest on it, how to get it. */
export async function MissingMail({ messageId, isPatch = false }: Props) {
  const [named, claims] = await Promise.all([findGhost(messageId), claimsOfMessage(messageId)]);
  if (named?.isHeld === true) return <NoPatch messageId={messageId} subject={named.subject} />;
  const referrers = (named?.referrers ?? []).slice(0, mostReferrers);
  const count = named?.count ?? 0;
  const patch = referrers.find((referrer) => referrer.patch);
  return (
    <>
      <div className="headline">
        <h1>{isPatch ? 'This patch is not imported' : 'This mail is not imported'}</h1>
        <div className="prose">
          <p>
            Its Message-ID is <code>{messageId}</code>.
          </p>
          {!messageId.includes('@') && <p>A Message-ID has a part after the @. Paste the whole line.</p>}
          <p>
            {count === 0
              ? 'No mail that is held refers to it.'
              : `${counted(count, 'mail')} that ${count === 1 ? 'is held refers' : 'are held refer'} to it:`}
          </p>
        </div>
      </div>
      {referrers.length > 0 && (
        <ol className="threads">
          {referrers.map((mail) => (
            <li key={mail.messageId} data-item="">
              <a href={mailPath(mail.messageId, '')}>{mail.subject === '' ? 'No subject' : mail.subject}</a>
              <span>{authorName(mail.author)}</span>
              <ShortDay iso={mail.dateIso} />
            </li>
          ))}
        </ol>
      )}
      <div className="prose apart">
        {isPatch && patch !== undefined && (
          <p>
            Of its thread, this patch is held: <a href={patchPath(patch.messageId)}>{patch.subject}</a>.
          </p>
        )}
        {claims.length > 0 && (
          <>
            <p>{counted(claims.length, 'claim')} cite it:</p>
            <ul>
              {claims.map(({ claim, person, attitude }) => (
                <li key={`${claim.slug} ${person.slug} ${attitude}`}>
                  <a href={`/claims/${claim.slug}`}>{claim.title}</a>
                </li>
              ))}
            </ul>
          </>
        )}
        <h2>How to get it</h2>
        <p>
          Import a mailbox that has it: <code>npx moot import PATH</code>. An archive that holds the list usually offers
          the whole thread as a mailbox.
        </p>
        {messageId.includes('@') && (
          <p>
            To read it elsewhere:{' '}
            <a href={archiveAddress(encodeURIComponent(messageId))} rel="nofollow noopener noreferrer">
              {archiveAddress(encodeURIComponent(messageId))}
            </a>
          </p>
        )}
      </div>
    </>
  );
}

function NoPatch({ messageId, subject }: { messageId: string; subject: string }) {
  return (
    <div className="headline">
      <h1>This mail carries no patch</h1>
      <div className="prose">
        <p>
          Read the mail: <a href={mailPath(messageId, '')}>{subject === '' ? messageId : subject}</a>. A diff that is
          quoted in it belongs to the mail that it answers.
        </p>
      </div>
    </div>
  );
}
