import type { Metadata } from 'next';
import { cache } from 'react';
import { findPage } from '#lib/db/pages';
import { Missing } from '../../_components/missing';
import { ProsePage } from '../../_components/prose-page';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
}

/** Asked for once, though the page and its head both want it. */
const find = cache(findPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await find('guide', (await params).slug);
  return page === undefined ? {} : { title: page.title };
}

export default async function GuidePage({ params }: Props) {
  const page = await find('guide', (await params).slug);
  if (page === undefined) return <Missing />;
  return <ProsePage up={{ href: '/guide', label: 'Guide' }} kind="guide" page={page} />;
}
