import type { Metadata } from 'next';
import { cache } from 'react';
import { findTerm } from '#lib/db/terms';
import { Missing } from '../../_components/missing';
import { ProsePage } from '../../_components/prose-page';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
}

/** Asked for once, though the page and its head both want it. */
const find = cache(findTerm);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const term = await find((await params).slug);
  return term === undefined ? {} : { title: term.title };
}

export default async function TermPage({ params }: Props) {
  const term = await find((await params).slug);
  if (term === undefined) return <Missing />;
  const also = term.aliases.length === 0 ? undefined : `also ${term.aliases.join(', ')}`;
  return <ProsePage up={{ href: '/glossary', label: 'Glossary' }} kind="term" page={term} note={also} />;
}
