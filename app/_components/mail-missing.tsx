import { findGhost } from '#lib/db/archive';
import { authorName } from './mail-author';
import { ShortDay } from './mail-date';
import { mailPath, patchPath } from './mail-link';
import { counted } from './numbers';

/** How many of the mails that name a missing one are listed. */
const mostReferrers = 30;

/**
 * The page of a mail that is not held: whether anybody refers to it, who, and how to get it. `isPatch`: the reader asked
 * for the patch in it; the mail may be held then, without a patch.
 */
export async function MissingMail({ messageId, isPatch = false }: { messageId: string; isPatch?: boolean }) {
  const ghost = await findGhost(messageId);
  if (ghost?.isHeld === true) {
    return (
      <div className="headline">
        <h1>This mail carries no patch</h1>
        <div className="prose">
          <p>
            <a href={mailPath(messageId, '')}>Read the mail</a>: {ghost.subject}.
          </p>
        </div>
      </div>
    );
  }
  const referrers = ghost?.referrers ?? [];
  const patches = referrers.filter(({ patch }) => patch);
  return (
    <div className="headline">
      <h1>{isPatch ? 'This patch is not imported' : 'This mail is not imported'}</h1>
      <div className="prose">
        <p>
          Its Message-ID is <code>{messageId}</code>.{' '}
          {messageId.includes('@') ? '' : 'A Message-ID has a part after the @: paste the whole line. '}
          {referrers.length === 0
            ? 'No mail here refers to it.'
            : `${counted(ghost?.count ?? referrers.length, 'mail')} here refer${referrers.length === 1 ? 's' : ''} to it:`}
        </p>
      </div>
      {referrers.length > 0 && (
        <ul className="threads">
          {referrers.slice(0, mostReferrers).map((mail) => (
            <li key={mail.messageId}>
              <a href={mailPath(mail.messageId, '')}>{mail.subject === '' ? 'No subject' : mail.subject}</a>
              <span>{authorName(mail.author)}</span>
              <ShortDay iso={mail.dateIso} />
            </li>
          ))}
        </ul>
      )}
      {isPatch && patches[0] !== undefined && (
        <div className="prose">
          <p>
            A patch of the same series is held: <a href={patchPath(patches[0].messageId)}>{patches[0].subject}</a>.
          </p>
        </div>
      )}
      <div className="prose">
        <h2>How to get it</h2>
        <p>
          Import a mailbox that has it: <code>npx moot import PATH</code>. Public archives hold most list mail; for
          kernel lists{' '}
          <a href={`https://lore.kernel.org/all/${encodeURIComponent(messageId)}/`} rel="noreferrer nofollow">
            this address
          </a>{' '}
          has it if any has, with its thread as a mailbox under <code>t.mbox.gz</code>.
        </p>
      </div>
    </div>
  );
}
