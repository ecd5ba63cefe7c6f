import type { MessageView } from '#lib/db/archive-types';
import { authorName } from './mail-author';
import { writtenTime } from './mail-date';
import { flagSentences } from './mail-flags';
import { People } from './mail-people';

const fidelity = {
  raw: undefined,
  rendered: 'The text was taken from a web page: its headers and some of its characters may differ from the mail.',
  flattened: 'Line breaks were lost in the source and are guessed here.',
} as const;

/** Who wrote the mail, to whom, when, over which lists, and what is odd about it. */
export function MailHead({ message }: { message: MessageView }) {
  const { author, dateIso, dateAsWritten, lists } = message;
  const notes = [fidelity[message.fidelity] ?? [], flagSentences(message.flags)].flat();
  return (
    <>
      <dl className="hdr">
        <dt>From</dt>
        <dd>
          {author.address === '' ? (
            authorName(author)
          ) : (
            <a href={`/search?q=${encodeURIComponent(`f:${author.address}`)}`}>{authorName(author)}</a>
          )}
          {author.name !== '' && author.address !== '' && <span className="faint"> {author.address}</span>}
        </dd>
        {message.to !== '' && (
          <>
            <dt>To</dt>
            <dd>
              <People header={message.to} />
            </dd>
          </>
        )}
        {message.cc !== '' && (
          <>
            <dt>Cc</dt>
            <dd>
              <People header={message.cc} />
            </dd>
          </>
        )}
        <dt>Date</dt>
        <dd>
          {dateIso === null ? (
            <>no date{dateAsWritten !== '' && <span className="faint"> (written: {dateAsWritten})</span>}</>
          ) : (
            <time dateTime={dateIso}>{writtenTime(dateIso)}</time>
          )}
        </dd>
        {lists.length > 0 && (
          <>
            <dt>Lists</dt>
            <dd>
              {lists.map((list, index) => (
                <span key={list}>
                  {index > 0 && ', '}
                  <a href={`/mail?list=${encodeURIComponent(list)}`}>{list}</a>
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
      {notes.length > 0 && (
        <ul className="flags" aria-label="What is odd about this mail">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}
