import type { Metadata } from 'next';
import { cache } from 'react';
import { findPage } from '#lib/db/pages';
import { longDate } from '../../_components/dates';
import { Missing } from '../../_components/missing';
import { ProsePage } from '../../_components/prose-page';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
}

/** Asked for once, though the page and its head both want it. */
const find = cache(findPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await find('decision', (await params).slug);
  return page === undefined ? {} : { title: page.title };
}

export default async function DecisionPage({ params }: Props) {
  const page = await find('decision', (await params).slug);
  if (page === undefined) return <Missing />;
  const note = [page.status, page.date === null ? null : longDate(page.date)]
    .filter((part) => part !== null)
    .join(', ');
  return <ProsePage up={{ href: '/decisions', label: 'Decisions' }} kind="decision" page={page} note={note} />;
}
