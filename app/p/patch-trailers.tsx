import type { GatheredTrailer, TrailerCounts, TrailerSource } from '#lib/patch/trailer/gather';
import { ShortDay } from '../_components/mail-date';
import { mailPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';

interface Props {
  readonly trailers: readonly GatheredTrailer[];
  readonly counts: TrailerCounts;
}

/** The trailers that count, by key, each with the mail that gave it; those that do not are folded, with the reason. */
export function PatchTrailers({ trailers, counts }: Props) {
  const counting = trailers.filter(({ excluded }) => excluded === null);
  const others = trailers.filter(({ excluded }) => excluded !== null);
  const keys = [...new Set(counting.map(({ key }) => key))].toSorted((a, b) => rank(a) - rank(b));
  return (
    <>
      {keys.length > 0 && (
        <table className="t trailers">
          <caption>{sayCounts(counts)}</caption>
          <tbody>
            {keys.map((key) => (
              <tr key={key}>
                <th scope="row" className="muted">
                  {key}
                </th>
                <td>
                  <ul>
                    {counting
                      .filter((trailer) => trailer.key === key)
                      .map((trailer) => (
                        <li key={trailer.value}>
                          <TrailerValue trailer={trailer} />
                        </li>
                      ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {others.length > 0 && (
        <details className="excluded">
          <summary>{counted(others.length, 'trailer does', 'trailers do')} not count</summary>
          <ul>
            {others.map((trailer) => (
              <li key={`${trailer.key} ${trailer.value} ${trailer.sources[0]?.id ?? ''}`}>
                {trailer.key}: <TrailerValue trailer={trailer} /> <span className="note">{trailer.excluded?.why}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const first = ['Reviewed-by', 'Acked-by', 'Tested-by', 'Nacked-by'];

/** What people think of it stands first, who only got a copy last. */
function rank(key: string): number {
  const at = first.indexOf(key);
  return at >= 0 ? at : key === 'Cc' ? 99 : first.length;
}

/** Who or what a trailer names, and where it was said. */
function TrailerValue({ trailer }: { trailer: GatheredTrailer }) {
  const { value, name, address, sources } = trailer;
  const shown = name || address || value;
  const remark = /(?:#|\[)[^<>]*$/.exec(value)?.[0] ?? '';
  const [source, ...more] = sources;
  return (
    <>
      {source === undefined ? shown : <a href={mailPath(source.id, '')}>{shown}</a>}
      {remark !== '' && name !== '' && ` ${remark}`}
      {source !== undefined && <SourceNote source={source} />}
      {more.map((again, index) => (
        <span key={again.id}>
          {' '}
          <a href={mailPath(again.id, '')} aria-label={`${shown}, again in mail ${index + 2}`}>
            {index + 2}
          </a>
        </span>
      ))}
    </>
  );
}

/** When it was said, and to what if not to this patch alone. */
function SourceNote({ source: { to, dateIso } }: { source: TrailerSource }) {
  return (
    <span className="note">
      {to === 'series' && ' to the whole series'} {dateIso !== null && <ShortDay iso={dateIso} />}
    </span>
  );
}

/** `2 reviewed, 1 acked, 1 said no`; nothing where nobody did. */
export function sayCounts({ reviewed, acked, tested, nacked }: TrailerCounts): string {
  const words = [
    reviewed > 0 ? `${reviewed} reviewed` : '',
    acked > 0 ? `${acked} acked` : '',
    tested > 0 ? `${tested} tested` : '',
    nacked > 0 ? `${nacked} said no` : '',
  ].filter((word) => word !== '');
  return words.length === 0 ? 'Nobody reviewed, acked or tested it' : words.join(', ');
}
