import type { Metadata } from 'next';
import { cache } from 'react';
import { computedFindings, findFindingId } from '#lib/argument/findings';
import { findFinding } from '#lib/db/findings';
import { Missing } from '../../_components/missing';
import { ComputedPage } from './computed-page';
import { ToldPage } from './told-page';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
}

/** Asked for once, though the page and its head both want it. */
const find = cache(findFinding);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  const id = findFindingId(slug);
  const title = id === undefined ? (await find(slug))?.title : computedFindings[id].title;
  return title === undefined ? {} : { title };
}

/** A finding: computed where its name is that of one, else told. */
export default async function FindingPage({ params }: Props) {
  const { slug } = await params;
  const id = findFindingId(slug);
  if (id !== undefined) return <ComputedPage id={id} />;
  const finding = await find(slug);
  return finding === undefined ? <Missing /> : <ToldPage finding={finding} />;
}
