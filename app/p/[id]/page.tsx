import type { Metadata } from 'next';
import { findMessageId } from '../../_components/mail-link';
import { MissingMail } from '../../_components/mail-missing';
import { readPatch } from '../../_components/mail-read';
import { PatchDescription } from '../patch-description';
import { PatchDiff } from '../patch-diff';
import { PatchEffect } from '../patch-effect';
import { PatchFacts } from '../patch-facts';
import { PatchHead } from '../patch-head';
import { PatchOrphans, PatchRemarks } from '../patch-notes';
import { readPatchQuery } from '../patch-query';
import { readPatchNotes } from '../read-patch-notes';
import { ReviewBox } from '../review-box';
import { SeriesNav } from '../series-nav';
import { SeriesVersions } from '../series-versions';

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const messageId = findMessageId((await params).id);
  const patch = messageId === undefined ? undefined : await readPatch(messageId);
  return { title: patch === undefined ? 'Missing patch' : patch.title };
}

/** The page of a patch. Each component below stands in a file of its own and reads what it alone shows. */
export default async function PatchPage({ params, searchParams }: Props) {
  const { id } = await params;
  const messageId = findMessageId(id);
  const patch = messageId === undefined ? undefined : await readPatch(messageId);
  if (patch === undefined) return <MissingMail messageId={messageId ?? id} what="patch" />;

  const query = readPatchQuery(await searchParams);
  const notes = await readPatchNotes(patch, query);
  return (
    <>
      <SeriesNav patch={patch} />
      <PatchHead patch={patch} annotations={notes.count} open={notes.open} />
      <section className="sec">
        <PatchDescription patch={patch} />
        <PatchFacts patch={patch} annotations={notes.count} />
      </section>
      <SeriesVersions patch={patch} />
      <PatchEffect patch={patch} />
      <PatchOrphans patch={patch} notes={notes} query={query} />
      <PatchDiff patch={patch} notes={notes.placed} chosen={notes.chosen} missing={notes.missing} query={query} />
      <PatchRemarks patch={patch} notes={notes} query={query} />
      <ReviewBox patch={patch} />
    </>
  );
}
