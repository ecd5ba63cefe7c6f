import { notFound } from 'next/navigation';
import { Editor } from '../editor';
import { findEditedKind, kindNames } from '../record-path';
import { editorLists, startState } from '../start';
import { newText } from '../templates';

interface Props {
  readonly params: Promise<{ readonly kind: string }>;
}

export default async function NewRecordPage({ params }: Props) {
  const kind = findEditedKind((await params).kind);
  if (kind === undefined || kind === 'debate') notFound();
  return (
    <div className="headline">
      <h1>New {kindNames[kind]}</h1>
      <p className="note">
        In your own words: cite a mail by its Message-ID, never copy its sentences. The id is the name in the address.
      </p>
      <Editor start={startState(kind, null, { text: newText(kind), version: 0 })} lists={await editorLists(kind)} />
    </div>
  );
}
