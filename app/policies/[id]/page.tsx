import type { Metadata } from 'next';
import { cache } from 'react';
import { listBoundLines } from '#lib/db/bound-lines';
import { listObjections } from '#lib/db/objections';
import { listPeople } from '#lib/db/people';
import { findPolicy } from '#lib/db/policies';
import { ChangeTable } from '../../_components/change-table';
import { Crumb } from '../../_components/crumb';
import { longDate } from '../../_components/dates';
import { decodePart } from '../../_components/decode-part';
import { History } from '../../_components/history';
import { Markdown } from '../../_components/markdown';
import { isProposed } from '../../_components/matrix-head';
import { Missing } from '../../_components/missing';
import { ObjectionCount } from '../../_components/objection-count';
import { splitPair } from '../../_components/pair-path';
import { UnheldNote } from '../../_components/source-link';
import { Sources } from '../../_components/sources';
import { Change } from './change';
import { Column } from './column';
import { Commits } from './commits';
import { Pair } from './pair';
import { Relatives } from './relatives';
import { Rules } from './rules';

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

/** Asked for once, though the page and its head both want it. */
const find = cache(findPolicy);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const id = decodePart((await params).id);
  const pair = splitPair(id);
  if (pair !== undefined) return { title: `From ${pair[0]} to ${pair[1]}` };
  const policy = await find(id);
  return policy === undefined ? {} : { title: `${policy.id} ${policy.rule}` };
}

/** A policy, or what changed between two of them (`A5..A7`, `5.10..5.19`). */
export default async function PolicyPage({ params }: Props) {
  const id = decodePart((await params).id);
  const pair = splitPair(id);
  if (pair !== undefined) return <Pair before={pair[0]} after={pair[1]} />;
  const [policy, people, objections, bound] = await Promise.all([
    find(id),
    listPeople(),
    listObjections(),
    listBoundLines({ policy: id }),
  ]);
  if (policy === undefined) return <Missing />;
  return (
    <>
      <Crumb up={{ href: '/policies', label: 'Policies' }} here={policy.id}>
        <span>
          Revision {policy.version}, <time dateTime={policy.updatedAt}>{longDate(policy.updatedAt)}</time>
        </span>
        <a href={`/edit/policy/${policy.id}`}>Edit</a>
      </Crumb>
      <section className="sec first">
        <div>
          <div className="rowx">
            <span className="tag solid">{isProposed(policy) ? 'Proposed, never merged' : 'Released'}</span>
            <a className="tag" href={`/policies#${policy.family}`}>
              family {policy.family}
            </a>
            <span className="note">{policy.inForce}</span>
            <span className="note">
              <ObjectionCount
                objections={objections.rows.filter(({ change }) => change.policies.includes(policy.id))}
                narrowed={{ policy: policy.id }}
              />
            </span>
          </div>
          <h1>
            {policy.id}: {policy.title}
          </h1>
          <Relatives policy={policy} />
          <Markdown text={policy.bodyMarkdown} />
        </div>
        <aside className="mg" aria-label="Sources">
          <Sources sources={policy.sources} people={people} />
          <UnheldNote sources={policy.sources} />
        </aside>
      </section>
      {policy.rules.length > 0 && (
        <section className="sec" id="rules">
          <div className="sh">
            <h2>The rules</h2>
            {policy.change !== null && policy.rules.some(({ before }) => before !== null) && (
              <p className="note">In bold what differs from {policy.change.before.id}, whose answer stands below it.</p>
            )}
          </div>
          <div className="wide">
            <Rules rules={policy.rules} kinds={policy.kinds} before={policy.change?.before.id ?? null} bound={bound} />
          </div>
        </section>
      )}
      <Change id={policy.id} change={policy.change} />
      <Commits policy={policy} />
      <Column policy={policy} />
      {policy.changes.length > 0 && (
        <section className="sec">
          <h2>Changes that make it</h2>
          <div className="wide">
            <ChangeTable changes={policy.changes} />
          </div>
        </section>
      )}
      <section className="sec">
        <h2>History</h2>
        <div>
          <History revisions={policy.revisions} href={(version) => `/edit/policy/${policy.id}/${version}`} />
        </div>
      </section>
    </>
  );
}
