import { shortDate } from './dates';
import { mailPath } from './mail-link';

/** A date that leads to its mail. A mail that is not imported says so; its page tells what is known of it. */
export function SourceDate({ date, messageId, held }: { date: string; messageId: string | null; held: boolean }) {
  const time = <time dateTime={date}>{shortDate(date)}</time>;
  if (messageId === null) return time;
  return (
    <>
      <a className="nw" href={mailPath(messageId, '')}>
        {time}
      </a>
      {!held && <span className="faint"> (not imported)</span>}
    </>
  );
}
