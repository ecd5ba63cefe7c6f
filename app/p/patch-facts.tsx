import type { PatchView } from '#lib/db/archive-types';
import { listChanges } from '#lib/db/changes';
import { claimsOfMessage } from '#lib/db/claims';
import { readPatchFacts } from '#lib/db/patch-facts';
import { pathOf } from '#lib/patch/diff/diff-file';
import { attitudeText } from '../_components/claim-words';
import { patchPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { PatchDownloads, PatchStanding } from './patch-standing';
import { PatchTrailers } from './patch-trailers';

interface Props {
  readonly patch: PatchView;
  readonly annotations: number;
}

/** Beside a patch: its trailers, its files with counts, and the series that it is a part of. */
export async function PatchFacts({ patch, annotations }: Props) {
  const { series, files } = patch;
  const [claims, changes, facts] = await Promise.all([
    claimsOfMessage(patch.messageId),
    listChanges(),
    readPatchFacts(patch.messageId),
  ]);
  // What became of it, where the debate speaks of it.
  const change = changes.find((one) => one.messageId === patch.messageId);
  return (
    <aside className="mg" aria-label="About this patch">
      <table className="t">
        <tbody>
          <tr>
            <td className="muted">Part</td>
            <td>{partWords(patch)}</td>
          </tr>
          {change !== undefined && (
            <tr>
              <td className="muted">In the debate</td>
              <td>
                <a href={`/patches#${change.slug}`}>{change.state}</a>
                {change.release !== null && `, ${change.release}`}{' '}
                {change.commit !== null && <code>{change.commit.slice(0, 12)}</code>}
              </td>
            </tr>
          )}
          <tr>
            <td className="muted">Annotations</td>
            <td>{annotations === 0 ? 'none yet' : counted(annotations, 'annotation')}</td>
          </tr>
        </tbody>
      </table>
      {facts !== undefined && (
        <>
          <PatchStanding messageId={patch.messageId} facts={facts} />
          <PatchTrailers trailers={facts.trailers} counts={facts.counts} />
          <PatchDownloads messageId={patch.messageId} facts={facts} />
        </>
      )}
      {files.length > 0 && (
        <table className="t">
          <thead>
            <tr>
              <th>{counted(files.length, 'file')}</th>
              <th className="num">+</th>
              <th className="num">−</th>
            </tr>
          </thead>
          <tbody>
            {files.map((file) => (
              <tr key={file.index}>
                <td>
                  <a href={`#${encodeURI(pathOf(file))}`}>
                    <code>{pathOf(file)}</code>
                  </a>
                </td>
                <td className="num">{file.added}</td>
                <td className="num">{file.removed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {claims.length > 0 && (
        <div>
          <p className="lab">Claims made in it</p>
          <ul className="parts">
            {claims.map(({ claim, person, attitude, note }) => (
              <li key={`${claim.slug} ${person.slug} ${attitude} ${note}`}>
                {person.name} {attitudeText[attitude]}: <a href={`/claims/${claim.slug}`}>{claim.title}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {series.parts.length > 1 && (
        <nav aria-label="Series">
          {/* A long list would leave the page empty beside it. */}
          <details open={series.parts.length <= 6}>
            <summary className="lab">
              {series.title}, {counted(series.parts.length, 'message')}
            </summary>
            <ol className="parts">
              {series.parts.map((part) => (
                <li key={part.messageId} aria-current={part.messageId === patch.messageId ? 'true' : undefined}>
                  {part.part === null ? '' : `${part.part} `}
                  {part.messageId === patch.messageId ? (
                    part.title
                  ) : (
                    <a href={patchPath(part.messageId)}>{part.title}</a>
                  )}
                </li>
              ))}
            </ol>
          </details>
        </nav>
      )}
    </aside>
  );
}

function partWords({ part, total, isCover, series }: PatchView): string {
  const held = series.parts.filter((one) => !one.isCover).length;
  if (isCover) return `cover letter; ${held} of ${total ?? held} patches held`;
  if (part === null || total === null) return 'a single patch';
  return `${part} of ${total}${held < total ? `, ${held} held` : ''}`;
}
