import type { Metadata } from 'next';
import { formats } from '#lib/exchange/formats';
import { schemaAddress } from '#lib/exchange/json-schema';

export const metadata: Metadata = { title: 'Export' };

/** Every way in which the debate leaves, each as a file. */
export default function Export() {
  return (
    <>
      <div className="headline">
        <h1>Export</h1>
        <p className="note">
          The whole debate in one file, without anybody’s mail. What can be read again is said beside it.
        </p>
      </div>
      <ul className="list topic">
        {formats.map(({ id, title, meaning, extension, read }) => (
          <li key={id} data-item>
            <a className="statement" href={`/export/${id}`} download={`debate.${extension}`}>
              {title}
            </a>
            <span className="note">
              {meaning} {read === null ? 'Written only' : `Read again by moot import --format ${id}`}
            </span>
          </li>
        ))}
      </ul>
      <p className="note topic">
        What the JSON looks like is said by <a href={schemaAddress}>its schema</a>; what each format keeps and loses by{' '}
        <a href="/guide/export">the guide</a>. Mail leaves from its own page, as an mbox. A copy of these pages that
        needs no server is made by <code>moot export site</code>.
      </p>
    </>
  );
}
