import { shortDate } from './dates';
import { mailPath } from './mail-link';

/** A date that leads to its mail. Dashed where the mail is not imported: its page then tells what is known of it. */
export function SourceDate({ date, messageId, held }: { date: string; messageId: string | null; held: boolean }) {
  const time = <time dateTime={date}>{shortDate(date)}</time>;
  if (messageId === null) return time;
  return held ? (
    <a className="nw" href={mailPath(messageId, '')}>
      {time}
    </a>
  ) : (
    <a className="nw unheld" href={mailPath(messageId, '')} title="This mail is not imported here">
      {time}
    </a>
  );
}

/** Says what a dashed link means, where one stands on the page. */
export function UnheldNote({ sources }: { sources: readonly { readonly held: boolean }[] }) {
  const missing = sources.filter((source) => !source.held).length;
  if (missing === 0) return null;
  return (
    <p className="faint">
      {missing === sources.length ? 'These mails are' : 'Mails with a dashed line are'} not imported here.{' '}
      <a href="/guide/import-mail">How to import mail</a>
    </p>
  );
}
