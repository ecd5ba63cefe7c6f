import type { ReviewMail } from '#lib/db/review';
import { encodeMailboxes, isAddress } from '#lib/mail/write-header';
import { mailPath } from '../_components/mail-link';
import { CopyMail } from './copy-mail';

/** What a browser can hand to a mail program in an address; some cut longer ones off. */
const MAX_ADDRESS = 1900;

/** One mail of a review as it will be: to whom, in answer to what, and its text. */
export function ReviewMailView({ entry, number }: { readonly entry: ReviewMail; readonly number: number }) {
  const { mail, answers, unsure } = entry;
  const names = (boxes: typeof mail.to) =>
    boxes.map(({ name, address }) => (name === '' ? address : `${name} <${address}>`)).join(', ');
  const rows: readonly (readonly [string, string])[] = [
    ['From', names([mail.from])],
    ['To', names(mail.to)],
    ['Cc', names(mail.cc)],
    ['Message-ID', mail.messageId],
  ];
  const address = mailto(entry);
  return (
    <section className="review-mail" id={`mail-${number}`}>
      <div className="sh">
        <h3>{mail.subject}</h3>
        <span className="note">
          {address !== undefined && (
            <>
              <a href={address}>Open in a mail program</a>{' '}
            </>
          )}
          <CopyMail text={mail.text} />
        </span>
      </div>
      <table className="t">
        <tbody>
          {rows
            .filter(([, value]) => value !== '')
            .map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          <tr>
            <th scope="row">In-Reply-To</th>
            <td>
              <a href={mailPath(answers, '')}>{answers}</a>
            </td>
          </tr>
        </tbody>
      </table>
      {unsure.length > 0 && (
        <p className="note">
          {unsure.length === 1 ? 'One annotation' : `${unsure.length} annotations`} will not be found at the same place
          when this mail is read back: {unsure.join(', ')}.
        </p>
      )}
      <Scrolled label={`Text of the mail ${mail.subject}`} text={mail.text} />
    </section>
  );
}

/** Text with long lines, which scrolls by the keys as well. */
export function Scrolled({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="scroll" tabIndex={0} aria-label={label}>
      <pre>{text}</pre>
    </section>
  );
}

/** An address that opens the mail in the reader's program; undefined where it would be cut off. */
function mailto({ mail }: ReviewMail): string | undefined {
  const of = (boxes: typeof mail.to) =>
    encodeMailboxes(boxes.filter(({ address }) => isAddress(address)).map(({ address }) => ({ name: '', address })));
  const query = [
    ['cc', of(mail.cc)],
    ['subject', mail.subject],
    ['in-reply-to', `<${mail.inReplyTo}>`],
    ['body', mail.text],
  ].map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`);
  const address = `mailto:${of(mail.to)}?${query.join('&')}`;
  return address.length > MAX_ADDRESS ? undefined : address;
}
