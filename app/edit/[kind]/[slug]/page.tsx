import { notFound } from 'next/navigation';
import { getRecordText } from '#lib/db/record-text';
import { Crumb } from '../../../_components/crumb';
import { Editor } from '../../editor';
import { findEditedKind, kindNames, recordPath } from '../../record-path';
import { editorLists, startState } from '../../start';

interface Props {
  readonly params: Promise<{ readonly kind: string; readonly slug: string }>;
}

export default async function EditPage({ params }: Props) {
  const { kind: name, slug } = await params;
  const kind = findEditedKind(name);
  const record = kind === undefined ? undefined : await getRecordText(kind, slug);
  if (kind === undefined || record === undefined) notFound();
  return (
    <>
      <Crumb up={{ href: recordPath(kind, slug), label: slug }} here="edit">
        <span>from revision {record.version}</span>
      </Crumb>
      <div className="headline">
        <h1>Edit the {kindNames[kind]}</h1>
        <p className="note">Every save is a revision with your name. Nothing is overwritten without being shown.</p>
        <Editor start={startState(kind, slug, record)} lists={await editorLists(kind)} />
      </div>
    </>
  );
}
