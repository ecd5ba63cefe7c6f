import { Mark } from '../mark';
import { counted } from '../numbers';
import type { Play } from './play';
import { writeView } from './view';
import { writeCopies, writeWhere } from './words';

/** `outcomes` is where every way to end is listed. Each property with what it asks, its verdict and where it was decided; copies are counted, not judged. */
export function PropertiesTable({ play, base, outcomes }: { play: Play; base: string; outcomes: string }) {
  const { run, properties, view } = play;
  if (run === undefined || run.verdict === 'not applicable') return null;
  const copies = play.counts.length === 0 ? null : writeCopies(run);
  return (
    <table className="t stk props">
      <thead>
        <tr>
          <th>Property</th>
          <th>asks</th>
          <th>verdict under {run.policy}</th>
          <th className="num">where</th>
        </tr>
      </thead>
      <tbody>
        {run.properties.map((property) => {
          const info = properties.find((one) => one.name === property.name);
          const where = writeWhere(property, run);
          const to = { ...view, schedule: property.schedule ?? '', step: property.trace.length };
          return (
            <tr key={property.name}>
              <td>
                <code>{property.name}</code>
              </td>
              <td>{info?.meaning ?? 'asked by this scenario'}</td>
              <td>
                <Mark word={property.verdict} />
              </td>
              <td className="num">
                {property.schedule === null ? (
                  where
                ) : (
                  <a href={`${base}${writeView(to)}`} data-view>
                    {where}
                  </a>
                )}
              </td>
            </tr>
          );
        })}
        {copies === null ? null : (
          <tr>
            <td>
              <code>copies</code>
            </td>
            <td>counted, not judged</td>
            <td className="muted">{copies}</td>
            <td className="num">
              <a href={outcomes}>{counted(run.outcomes.length, 'outcome')}</a>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
