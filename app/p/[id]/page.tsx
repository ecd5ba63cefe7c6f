import type { Metadata } from 'next';
import { annotationKinds } from '#lib/argument/record/annotation';
import { listAnnotations } from '#lib/db/annotation';
import { findAuthor } from '#lib/db/author';
import { listChanges } from '#lib/db/changes';
import { claimsOfMessage, listClaims } from '#lib/db/claims';
import { kindLabel } from '../../_components/annotation-kind';
import { AnnotationNote } from '../../_components/annotation-note';
import { Crumb } from '../../_components/crumb';
import {
  findLine,
  type LineName,
  lineAnchor,
  parseLineAnchor,
  pathOf,
  placeAnnotation,
} from '../../_components/diff-anchor';
import { DiffFile, type DiffNote } from '../../_components/diff-file';
import { chooseFiles } from '../../_components/diff-page';
import { diffRuns } from '../../_components/diff-runs';
import { diffText } from '../../_components/diff-text';
import { authorName } from '../../_components/mail-author';
import { LongDay } from '../../_components/mail-date';
import { flagSentences } from '../../_components/mail-flags';
import { findMessageId, mailPath, patchPath } from '../../_components/mail-link';
import { MissingMail } from '../../_components/mail-missing';
import { readPatch } from '../../_components/mail-read';
import { mailText } from '../../_components/mail-text';
import { counted } from '../../_components/numbers';
import { annotate } from '../annotate';
import { AnnotateKey } from '../annotate-key';
import { AnnotationForm } from '../annotation-form';
import { emptyAnnotation } from '../annotation-state';
import { PatchFacts } from '../patch-facts';
import { PatchVersions } from '../patch-versions';

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const messageId = findMessageId((await params).id);
  const patch = messageId === undefined ? undefined : await readPatch(messageId);
  return { title: patch === undefined ? 'Missing patch' : patch.title };
}

export default async function PatchPage({ params, searchParams }: Props) {
  const { id } = await params;
  const messageId = findMessageId(id);
  const patch = messageId === undefined ? undefined : await readPatch(messageId);
  if (patch === undefined) return <MissingMail messageId={messageId ?? id} isPatch />;

  const asked = await searchParams;
  const word = (name: string) => (typeof asked[name] === 'string' ? asked[name] : undefined);
  const [annotations, claims, made, changes] = await Promise.all([
    listAnnotations(patch.messageId),
    listClaims(),
    claimsOfMessage(patch.messageId),
    listChanges(),
  ]);
  const placed = annotations.map((note) => ({ note, place: placeAnnotation(patch.files, note) }));
  const edited = placed.find(({ note }) => note.slug === word('edit'));
  const asking = parseLineAnchor(word('annotate') ?? '');
  const isThere = asking !== undefined && findLine(patch.files, asking) !== undefined;
  const chosen: LineName | undefined = edited?.place ?? (isThere ? asking : undefined);
  const path = patchPath(patch.messageId);
  const chosenFile = patch.files.findIndex((file) => pathOf(file) === (word('file') ?? chosen?.path));
  const { shown, left } = chooseFiles(patch.files, chosenFile, word('file') !== undefined);
  const here = word('file') === undefined ? '?' : `?file=${encodeURIComponent(word('file') ?? '')}&`;

  const form = (line: LineName, initial = emptyAnnotation) => (
    <AnnotationForm
      key="form"
      save={annotate}
      initial={initial}
      messageId={patch.messageId}
      line={lineAnchor(line)}
      label={`${line.side === 'old' ? 'old line' : 'line'} ${line.line} of ${line.path}`}
      kinds={annotationKinds.map((kind) => ({ kind, label: kindLabel(kind) }))}
      claims={claims.map(({ slug, title }) => ({ slug, title }))}
      asksAuthor={findAuthor() === undefined}
      back={`${path}#${encodeURI(lineAnchor(line))}`}
    />
  );
  const editing =
    edited === undefined
      ? undefined
      : {
          ...emptyAnnotation,
          body: edited.note.bodyMarkdown.trim(),
          kind: edited.note.kind,
          claim: edited.note.claims[0]?.slug ?? '',
          slug: edited.note.slug,
          version: edited.note.version,
        };
  const notes: (DiffNote & { path: string })[] = placed.flatMap(({ note, place }) => {
    if (place === undefined || note.slug === edited?.note.slug) return [];
    const content = <AnnotationNote key={note.slug} note={note} place={place} action={`${path}${here}edit=`} />;
    return [{ path: place.path, anchor: lineAnchor(place), key: note.slug, isForm: false, content }];
  });
  const orphans = placed.filter(({ note, place }) => place === undefined && note.slug !== edited?.note.slug);
  if (chosen !== undefined) {
    notes.push({
      path: chosen.path,
      anchor: lineAnchor(chosen),
      key: 'form',
      isForm: true,
      content: form(chosen, editing),
    });
  }

  const { parts } = patch.series;
  const at = parts.findIndex((part) => part.messageId === patch.messageId);
  return (
    <>
      <Crumb up={{ href: '/patches', label: 'Patches' }} here={patch.messageId}>
        {parts[at - 1] !== undefined && (
          <a href={patchPath(parts[at - 1]?.messageId ?? '')} data-key="[">
            Previous patch
          </a>
        )}
        {parts[at + 1] !== undefined && (
          <a href={patchPath(parts[at + 1]?.messageId ?? '')} data-key="]">
            Next patch
          </a>
        )}
        <a href={mailPath(patch.messageId, '')}>Mail</a>
        <a href={mailPath(patch.messageId, 'T/')} data-key="t">
          Thread
        </a>
        <a href={mailPath(patch.messageId, 'raw')}>Raw</a>
      </Crumb>
      <div className="patch-head">
        <h1>{patch.title}</h1>
        <div className="bar">
          <PatchVersions series={patch.series} />
          <span className="note">
            {authorName(patch.author)}, <LongDay iso={patch.dateIso} />
          </span>
          <span className="sp" />
          <span className="note">
            <kbd>n</kbd> <kbd>p</kbd> change{' '}
            {parts.length > 1 && (
              <>
                <kbd>[</kbd> <kbd>]</kbd> patch{' '}
              </>
            )}
            {annotations.length > 0 && (
              <>
                <kbd>,</kbd> <kbd>.</kbd> annotation{' '}
              </>
            )}
            {patch.files.length > 0 && (
              <>
                <kbd>c</kbd> annotate
              </>
            )}
          </span>
        </div>
        {patch.flags.length > 0 && (
          <ul className="flags" aria-label="What is odd about this mail">
            {flagSentences(patch.flags).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </div>
      <section className="sec">
        <div>
          <h2 className="vh">{patch.isCover ? 'Cover letter' : 'Description'}</h2>
          <div className="patch-text">
            {cutDescription(patch.description).map((text) => (
              <div key={text}>{mailText(text)}</div>
            ))}
          </div>
        </div>
        <PatchFacts
          patch={patch}
          annotations={annotations.length}
          change={changes.find((change) => change.messageId === patch.messageId)}
          claims={made}
          filePath={(file) =>
            shown.includes(file)
              ? `#${encodeURI(pathOf(file))}`
              : `${path}?file=${encodeURIComponent(pathOf(file))}#${encodeURI(pathOf(file))}`
          }
        />
      </section>
      {orphans.length > 0 && (
        <section className="orphans">
          <h2>Annotations whose line is gone</h2>
          <p className="note">Their lines do not stand in this patch any more; this is what they were made on.</p>
          {orphans.map(({ note }) => (
            <div key={note.slug}>
              <pre>
                {note.path}:{note.line} {note.words.lines.join('\n')}
              </pre>
              <AnnotationNote note={note} place={undefined} action={`${path}${here}edit=`} />
            </div>
          ))}
        </section>
      )}
      {edited !== undefined && edited.place === undefined && form(edited.note, editing)}
      {patch.problem !== null && (
        <section className="diffs">
          <div className="sh">
            <h2>Diff, as text</h2>
          </div>
          <p className="flags">{patch.problem} It is shown as it was mailed, and its lines cannot be annotated.</p>
          <div className="scroll body plain">{diffText(diffRuns(patch.diffText))}</div>
        </section>
      )}
      {patch.files.length > 0 && (
        <section className="diffs">
          <div className="sh">
            <h2>Diff</h2>
            <span className="note">Choose the number of a line to annotate it.</span>
          </div>
          {word('annotate') !== undefined && !isThere && (
            <p className="flags">
              This patch has no line <code>{word('annotate')}</code>. Choose the number of another one.
            </p>
          )}
          {shown.map((file) => (
            <DiffFile
              key={file.index}
              file={file}
              notes={notes.filter((note) => note.path === pathOf(file))}
              action={`${path}${here}annotate=`}
            />
          ))}
          {left > 0 && (
            <p className="flags">
              {counted(left, 'file')} more {left === 1 ? 'is' : 'are'} left out, to keep the page light. Choose one in
              the list of files.
            </p>
          )}
          <AnnotateKey />
        </section>
      )}
    </>
  );
}

/** The commit message, and after `---` what is said to the list alone: counts of files, changes between versions. */
function cutDescription(description: string): string[] {
  if (description.trim() === '') return ['No description was given.'];
  const at = description.search(/^---\n/m);
  return at === -1 ? [description] : [description.slice(0, at).trimEnd(), description.slice(at + 4)].filter(Boolean);
}
