import { notFound } from 'next/navigation';
import { findRevision } from '#lib/db/record-text';
import { Crumb } from '../../../../_components/crumb';
import { shortDate } from '../../../../_components/dates';
import { authorName } from '../../../../_components/history';
import { findEditedKind, kindNames, recordPath } from '../../../record-path';

interface Props {
  readonly params: Promise<{ readonly kind: string; readonly slug: string; readonly version: string }>;
}

export default async function RevisionPage({ params }: Props) {
  const { kind: name, slug, version } = await params;
  const kind = findEditedKind(name);
  const revision = kind === undefined ? undefined : await findRevision(kind, slug, Number(version));
  if (kind === undefined || revision === undefined) notFound();
  return (
    <>
      <Crumb up={{ href: recordPath(kind, slug), label: slug }} here={`r${revision.version}`} />
      <div className="headline">
        <h1>
          Revision {revision.version} of the {kindNames[kind]}
        </h1>
        <p className="note">
          Saved by {authorName(revision.author)}, <time dateTime={revision.at}>{shortDate(revision.at)}</time>
          {revision.note !== null && `: ${revision.note}`}
        </p>
        <div className="form">
          <div className={revision.before === null ? undefined : 'both'}>
            {revision.before !== null && (
              <label>
                Before
                <textarea readOnly defaultValue={revision.before} rows={28} />
              </label>
            )}
            <label>
              {revision.before === null ? 'First text' : 'After'}
              <textarea readOnly defaultValue={revision.after} rows={28} />
            </label>
          </div>
        </div>
      </div>
    </>
  );
}
