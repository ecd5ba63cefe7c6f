import type { Metadata } from 'next';
import { cache } from 'react';
import { readRangeDiff } from '#lib/db/range-versions';
import { Crumb } from '../../../_components/crumb';
import { findMessageId, mailPath, patchPath, trimBrackets } from '../../../_components/mail-link';
import { MissingMail } from '../../../_components/mail-missing';
import { readPatch } from '../../../_components/mail-read';
import { counted } from '../../../_components/numbers';
import { RangeChoice } from '../../range-choice';
import { RangeLines } from '../../range-lines';
import { RangePairs } from '../../range-pairs';
import { RangeTable } from '../../range-table';
import { VersionMeaning } from '../../version-meaning';

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const readRange = cache((messageId: string, from: string | undefined) => readRangeDiff(messageId, from));

async function readProps({ params, searchParams }: Props) {
  const [{ id }, { from, view, patch }] = await Promise.all([params, searchParams]);
  return {
    messageId: findMessageId(id) ?? id,
    from: typeof from === 'string' && from.trim() !== '' ? trimBrackets(from) : undefined,
    patch: typeof patch === 'string' ? Number(patch) : undefined,
    view: view === 'lines' ? ('lines' as const) : ('patches' as const),
  };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { messageId, from } = await readProps(props);
  const range = await readRange(messageId, from);
  if (range === undefined) return { title: 'Nothing to compare' };
  return { title: `${range.older.label} and ${range.newer.label} of ${range.newer.title}` };
}

/** What changed from one version of a series to another, from the mails alone. */
export default async function RangePage(props: Props) {
  const { messageId, from, view, patch } = await readProps(props);
  const range = await readRange(messageId, from);
  if (range === undefined) return <NothingToCompare messageId={messageId} from={from} />;
  const { older, newer, pairs, versions } = range;
  const pair = patch === undefined ? undefined : pairs.find(({ b }) => b === patch - 1);
  const count = (mark: string) => pairs.filter((pair) => pair.mark === mark).length;
  const counts = [
    `${count('!')} changed`,
    `${count('=')} unchanged`,
    ...(count('>') > 0 ? [`${count('>')} new`] : []),
    ...(count('<') > 0 ? [`${count('<')} dropped`] : []),
  ];
  return (
    <>
      <Crumb up={{ href: patchPath(newer.headMessageId), label: `${newer.label} of the series` }} here="rangediff">
        <a href={patchPath(older.headMessageId)}>{older.label}</a>
        <a href={mailPath(newer.headMessageId, 'T/')} data-key="t">
          Thread
        </a>
      </Crumb>
      <div className="patch-head">
        <h1>
          {newer.title}: what changed from {older.label} to {newer.label}
        </h1>
        <RangeChoice versions={versions} older={older} newer={newer} view={view} />
      </div>
      <section className="range-sum">
        <p>
          {counted(range.olderPatches.length, 'patch', 'patches')} became{' '}
          {counted(range.newerPatches.length, 'patch', 'patches')}: {counts.join(', ')}.
        </p>
        <Missing range={range} />
        <RangeTable range={range} />
      </section>
      <section className="diffs">
        <div className="sh">
          <h2>In meaning</h2>
        </div>
        <VersionMeaning from={older.headMessageId} to={newer.headMessageId} />
      </section>
      <section className="diffs">
        <div className="sh">
          <h2>
            {view === 'lines'
              ? `Lines that differ after ${pair === undefined ? 'the series' : `patch ${patch}`}`
              : 'Patches that differ'}
          </h2>
          <span className="note keyhint">
            <kbd>j</kbd> <kbd>k</kbd> {view === 'lines' ? 'file' : 'patch'} <kbd>n</kbd> <kbd>p</kbd> change
          </span>
        </div>
        {view === 'lines' ? <RangeLines range={range} pair={pair} /> : <Patches range={range} />}
      </section>
    </>
  );
}

type Range = NonNullable<Awaited<ReturnType<typeof readRange>>>;

function Patches({ range }: { readonly range: Range }) {
  if (range.pairs.every(({ mark }) => mark === '=')) {
    return <p>Message and diff of every patch are the same; at most line numbers differ.</p>;
  }
  return (
    <>
      <p className="note range-legend">
        The first sign says what changed between the versions: <code>-</code> only in {range.older.label},{' '}
        <code>+</code> only in {range.newer.label}. The second is the sign in the patch itself.
      </p>
      <RangePairs range={range} />
    </>
  );
}

/** Patches that are not held: what they became cannot be said. */
function Missing({ range }: { readonly range: Range }) {
  const lacking = [range.older, range.newer].filter(({ missing }) => missing.length > 0);
  if (lacking.length === 0) return null;
  return (
    <ul className="flags">
      {lacking.map(({ id, label, missing }) => (
        <li key={id}>
          {label} is not whole here: {missing.length === 1 ? 'patch' : 'patches'} {missing.join(', ')}{' '}
          {missing.length === 1 ? 'is' : 'are'} missing, and what is compared with{' '}
          {missing.length === 1 ? 'it' : 'them'} looks new or dropped.
        </li>
      ))}
    </ul>
  );
}

async function NothingToCompare({
  messageId,
  from,
}: {
  readonly messageId: string;
  readonly from: string | undefined;
}) {
  const patch = await readPatch(messageId);
  if (patch === undefined) return <MissingMail messageId={messageId} what="patch" />;
  return (
    <>
      <Crumb up={{ href: patchPath(messageId), label: 'Patch' }} here="rangediff" />
      <div className="headline">
        <h1>Nothing to compare</h1>
      </div>
      <div className="prose">
        {from === undefined ? (
          <p>No other version of this series is held. Import the mails of one: {<code>npx moot import PATH</code>}.</p>
        ) : (
          <p>
            No version of a series with the mail <code>{from}</code> is held. Choose one on{' '}
            <a href={patchPath(messageId)}>the patch’s page</a>, or import its mails.
          </p>
        )}
      </div>
    </>
  );
}
