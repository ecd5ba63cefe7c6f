import type { ObjectionView } from '#lib/db/objections';
import { SourceDate } from '../../_components/source-link';

/** What a person held against changes, and what became of it. */
export function Objections({ objections }: { objections: readonly ObjectionView[] }) {
  if (objections.length === 0) return null;
  return (
    <section className="topic" id="objections">
      <h2>Objections</h2>
      <table className="t stk stances">
        <thead>
          <tr>
            <th>State</th>
            <th>objection</th>
            <th>mail</th>
            <th>was it right</th>
          </tr>
        </thead>
        <tbody>
          {objections.map((one) => (
            <tr key={one.slug} data-item>
              <td>{one.state}</td>
              <td>
                <a className="statement" href={`/objections/${one.slug}`}>
                  {one.title}
                </a>
                <p className="note">
                  Against <a href={`/patches#${one.change.slug}`}>{one.change.title}</a>
                </p>
              </td>
              <td className="muted">
                <SourceDate date={one.front.date} messageId={one.front.message} held={one.held} />
              </td>
              <td>
                {one.wasRight === null
                  ? 'no run says so'
                  : one.wasRight
                    ? 'its scenario fails under the change'
                    : 'its scenario holds under the change'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
