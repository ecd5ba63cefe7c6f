import type { PatchView } from '#lib/db/archive-types';
import { findAuthor } from '#lib/db/author';
import { type GroupingView, listGroupings } from '#lib/db/groupings';
import { findLineage, type SeriesVersion } from '#lib/db/series';
import { sayMissing } from '#lib/patch/series/missing-parts';
import { ShortDay } from '../_components/mail-date';
import { patchPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { regroup } from './regroup';
import { RegroupForm } from './regroup-form';
import { UndoRegroupForm } from './undo-regroup-form';
import { sayLink } from './version-words';

/** The versions of a patch's series and by what they were found, what is not held, and what people corrected of it. */
export async function SeriesVersions({ patch }: { readonly patch: PatchView }) {
  const lineage = await findLineage(patch.messageId);
  const versions = lineage?.versions ?? [];
  const own = versions.find(({ id }) => id === patch.series.id);
  const mails = new Set([patch.messageId, ...versions.flatMap(({ parts }) => parts.map(({ messageId }) => messageId))]);
  const groupings = await listGroupings([...mails]);
  const proposals = versions.flatMap((version) => version.proposals.map((proposal) => ({ ...proposal, version })));
  const heads = versions.flatMap(({ headMessageId, label, title }) =>
    headMessageId === own?.headMessageId ? [] : [{ messageId: headMessageId, label: `${label}: ${title}` }],
  );
  return (
    <section className="versions" id="versions">
      <div className="sh">
        <h2>{versions.length > 1 ? counted(versions.length, 'version') : 'Series'}</h2>
      </div>
      {patch.isProposal && (
        <p className="note">
          This diff was proposed in a reply.
          {own === undefined
            ? ' The patch that it answers is not held.'
            : ' It is no part of the series that it answers:'}
        </p>
      )}
      {versions.length > 0 && (
        <table className="t">
          <thead>
            <tr>
              <th>Version</th>
              <th>Title</th>
              <th>Posted</th>
              <th>Patches</th>
              <th>How it is known</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <VersionRow key={version.id} version={version} isOwn={version.id === own?.id} />
            ))}
          </tbody>
        </table>
      )}
      {proposals.length > 0 && (
        <>
          <p className="lab">Proposed in a reply</p>
          <ul className="parts">
            {proposals.map(({ messageId, title, author, dateIso, version }) => (
              <li key={messageId} aria-current={messageId === patch.messageId ? 'true' : undefined}>
                <a href={patchPath(messageId)}>{title}</a> to {version.label}, {author}, <ShortDay iso={dateIso} />
              </li>
            ))}
          </ul>
        </>
      )}
      {groupings.length > 0 && (
        <>
          <p className="lab">Regrouped by hand</p>
          <ul className="parts">
            {groupings.map((one) => (
              <Regrouped key={one.id} grouping={one} page={patch.messageId} />
            ))}
          </ul>
        </>
      )}
      <details>
        <summary>Regroup by hand</summary>
        <RegroupForm
          save={regroup}
          messageId={patch.messageId}
          label={own?.label ?? ''}
          heads={heads}
          isAlone={patch.series.parts.length < 2}
          asksAuthor={findAuthor() === undefined}
        />
      </details>
    </section>
  );
}

function VersionRow({ version, isOwn }: { readonly version: SeriesVersion; readonly isOwn: boolean }) {
  const patches = version.parts.filter(({ isCover }) => !isCover).length;
  const missing = sayMissing(version, version.total);
  return (
    <tr aria-current={isOwn ? 'true' : undefined}>
      <td>
        <a href={patchPath(version.headMessageId)}>{version.label}</a>
        {isOwn && ', this one'}
      </td>
      <td>{version.title}</td>
      <td>
        <ShortDay iso={version.dateIso} />
      </td>
      <td>
        {version.total !== null && version.total !== patches ? `${patches} of ${version.total}` : patches}
        {missing !== '' && `; ${missing}`}
        {version.fallsBack.map(({ messageId, part, label }) => (
          <span key={messageId}>
            ; {part}/{version.total} is <a href={patchPath(messageId)}>that of {label}</a>
          </span>
        ))}
      </td>
      <td>{sayLink(version)}</td>
    </tr>
  );
}

const said = { apart: 'set apart', 'part-of': 'made a part of', 'version-of': 'made a version of' } as const;

function Regrouped({ grouping, page }: { readonly grouping: GroupingView; readonly page: string }) {
  const { how, message, from, part, author, date, undone } = grouping;
  return (
    <li id={grouping.id}>
      <a href={patchPath(message)}>
        <code>{message}</code>
      </a>{' '}
      {said[how]}
      {how === 'apart' && (from === 'versions' ? ' from the other versions' : ' from its series')}
      {grouping.with !== undefined && (
        <>
          {part !== undefined && ` (number ${part})`}{' '}
          <a href={patchPath(grouping.with)}>
            <code>{grouping.with}</code>
          </a>
        </>
      )}{' '}
      by {author}, <ShortDay iso={date} />
      {undone === undefined ? (
        <UndoRegroupForm
          undo={regroup}
          slug={grouping.id}
          version={grouping.version}
          page={page}
          asksAuthor={findAuthor() === undefined}
        />
      ) : (
        <>
          ; taken back by {undone.author}, <ShortDay iso={undone.date} />
        </>
      )}
    </li>
  );
}
