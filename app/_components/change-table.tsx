import { listObjections } from '#lib/db/objections';
import type { ChangeRow } from '#lib/db/record-types';
import { shortDate } from './dates';
import { patchPath } from './mail-link';
import { ObjectionCount } from './objection-count';

/** Changes by date: commit or mail, our title, author, where it went, how many objections there are. */
export async function ChangeTable({ changes }: { changes: readonly ChangeRow[] }) {
  const objections = (await listObjections()).rows;
  return (
    <table className="t stk changes">
      <thead>
        <tr>
          <th>Commit or mail</th>
          <th>change</th>
          <th>date</th>
          <th>state</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.slug} id={change.slug} data-item>
            <td>
              {change.commit !== null && <code>{change.commit.slice(0, 12)}</code>}
              {change.messageId !== null && (
                <span className="line">
                  <a className={change.held ? undefined : 'unheld'} href={patchPath(change.messageId)}>
                    the patch
                  </a>
                </span>
              )}
            </td>
            <td>
              {change.title}
              {change.author !== null && (
                <span className="note line">
                  <a href={`/people/${change.author.slug}`}>{change.author.name}</a>
                </span>
              )}
            </td>
            <td className="nw muted">
              <time dateTime={change.date}>{shortDate(change.date)}</time>
            </td>
            <td className="muted">
              {change.state}
              {change.release !== null && `, ${change.release}`}
              <ObjectionCount
                objections={objections.filter((one) => one.change.slug === change.slug)}
                narrowed={{ change: change.slug }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
