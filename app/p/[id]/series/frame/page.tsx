import type { Metadata } from 'next';
import { cache } from 'react';
import { findVersion } from '#lib/db/find-version';
import { Crumb } from '../../../../_components/crumb';
import { LongDay } from '../../../../_components/mail-date';
import { findMessageId, mailPath, patchPath } from '../../../../_components/mail-link';
import { MissingMail } from '../../../../_components/mail-missing';
import { counted } from '../../../../_components/numbers';
import { AnnotateKey } from '../../../annotate-key';
import { DiffOptions } from '../../../diff-options';
import { partAnchor } from '../../../part-anchor';
import { readPatchQuery } from '../../../patch-query';
import { diffsMark } from '../../../series-frame';

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Read once a request: the title asks as well. */
const readVersion = cache(async (id: string) => {
  const messageId = findMessageId(id);
  const found = messageId === undefined ? undefined : await findVersion(messageId);
  return { messageId: messageId ?? id, version: found?.version };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { version } = await readVersion((await params).id);
  return { title: version === undefined ? 'Missing series' : `${version.title}, all patches` };
}

/** What stands around the diffs of a whole series: its head, its patches, how they are shown. */
export default async function SeriesFrame({ params, searchParams }: Props) {
  const { messageId, version } = await readVersion((await params).id);
  if (version === undefined) return <MissingMail messageId={messageId} what="patch" />;
  const { view } = readPatchQuery(await searchParams);
  const patches = version.parts.filter(({ isCover }) => !isCover);
  return (
    <>
      <Crumb up={{ href: '/patches', label: 'Patches' }} here={version.headMessageId}>
        <a href={patchPath(version.headMessageId)}>
          {version.parts[0]?.isCover === true ? 'Cover letter' : 'First patch'}
        </a>
        <a href={mailPath(version.headMessageId, 'T/')} data-key="t">
          Thread
        </a>
      </Crumb>
      <div className="patch-head">
        <h1>{version.title}</h1>
        <div className="bar">
          <span className="tag solid">{version.label}</span>
          <span className="note">
            {version.author}, <LongDay iso={version.dateIso} />, {counted(patches.length, 'patch', 'patches')}
          </span>
          <span className="sp" />
          <span className="note">
            <kbd>n</kbd> <kbd>p</kbd> change <kbd>[</kbd> <kbd>]</kbd> patch <kbd>c</kbd> annotate
          </span>
        </div>
      </div>
      {version.missing.length > 0 && (
        <p className="flags">
          {version.missing.length === 1 ? 'Patch' : 'Patches'} {version.missing.join(', ')} of this version{' '}
          {version.missing.length === 1 ? 'is' : 'are'} not here.
        </p>
      )}
      <nav className="series-parts" aria-label="Patches of this page">
        <ol className="parts">
          {patches.map((part, index) => (
            <li key={part.messageId}>
              {part.part === null ? '' : `${part.part} `}
              <a href={`#${partAnchor(part.part, index)}`}>{part.title}</a>
            </li>
          ))}
        </ol>
      </nav>
      <section className="diffs" id="diff">
        <div className="sh">
          <h2>All patches</h2>
          <span className="note">The number of a line leads to where it is annotated.</span>
        </div>
        <DiffOptions view={view} base={`${patchPath(messageId)}series?`} />
        <div
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: the mark at which the diffs are put in, as text
          dangerouslySetInnerHTML={{ __html: diffsMark }}
        />
        <AnnotateKey />
      </section>
    </>
  );
}
