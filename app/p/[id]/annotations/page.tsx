import type { Metadata } from 'next';
import { annotationKinds } from '#lib/argument/record/annotation';
import { findAuthor } from '#lib/db/author';
import { type ListedAnnotation, listSeriesAnnotations } from '#lib/db/series-annotations';
import { kindLabel } from '../../../_components/annotation-kind';
import { isOpen } from '../../../_components/annotation-mark';
import { Choice } from '../../../_components/choice';
import { Crumb } from '../../../_components/crumb';
import { findMessageId, patchPath } from '../../../_components/mail-link';
import { MissingMail } from '../../../_components/mail-missing';
import { counted } from '../../../_components/numbers';
import { type PageQuery, readFirst } from '../../../_components/page-query';
import { AnnotationTable } from '../../annotation-table';

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export const metadata: Metadata = { title: 'Annotations of a series' };

/** Everything that was said of a series, over its patches and versions. */
export default async function AnnotationsPage({ params, searchParams }: Props) {
  const { id } = await params;
  const messageId = findMessageId(id);
  const series = messageId === undefined ? undefined : await listSeriesAnnotations(messageId);
  if (messageId === undefined || series === undefined) return <MissingMail messageId={messageId ?? id} what="patch" />;
  const query = await searchParams;
  const kind = readFirst(query, 'kind');
  const state = readFirst(query, 'state');
  const isMine = readFirst(query, 'by') === 'me';
  const me = findAuthor();
  const rows = series.rows.filter(
    (row) =>
      (kind === '' || row.placed.note.kind === kind) &&
      (!isMine || row.placed.note.author === me) &&
      (state === '' || stateWord(row) === state),
  );
  const open = series.rows.filter((row) => stateWord(row) === 'open').length;
  const path = patchPath(messageId);
  const labels = new Map(
    series.versions.flatMap(({ label, headMessageId, parts }) =>
      [headMessageId, ...parts.map((part) => part.messageId)].map((part) => [part, label] as const),
    ),
  );
  return (
    <>
      <Crumb up={{ href: path, label: series.title }} here="annotations">
        <a href={`${path}suggestions.patch`}>Suggestions as a patch</a>
      </Crumb>
      <div className="headline">
        <h1>Annotations of “{series.title}”</h1>
        <p className="note">
          Over {counted(series.versions.length, 'version')}, each where it is in the newest that shows it.
        </p>
      </div>
      <p className="counts">
        <b>{counted(series.rows.length, 'annotation')}</b>{' '}
        <a href={`${path}annotations?state=open`}>{counted(open, 'open objection')}</a>
      </p>
      <form className="filters">
        <Choice
          name="kind"
          label="Kind"
          value={kind}
          all="every kind"
          options={annotationKinds.map((value) => ({ value, label: kindLabel(value) }))}
        />
        <Choice
          name="state"
          label="State"
          value={state}
          all="any state"
          options={[
            { value: 'open', label: 'open objections' },
            { value: 'settled', label: 'settled objections' },
            { value: 'orphaned', label: 'line gone' },
          ]}
        />
        <Choice
          name="by"
          label="By"
          value={isMine ? 'me' : ''}
          all="everybody"
          options={[{ value: 'me', label: 'me' }]}
        />
        <button type="submit" className="btn">
          Show
        </button>
      </form>
      {rows.length === 0 ? (
        <p className="note topic">
          {series.rows.length === 0 ? 'Nobody annotated this series yet. ' : 'No annotation fits. '}
          <a href={series.rows.length === 0 ? path : `${path}annotations`}>
            {series.rows.length === 0 ? 'Open a patch and choose a line' : 'Show all of them'}
          </a>
        </p>
      ) : (
        <AnnotationTable rows={rows} label={(of) => labels.get(of)} />
      )}
    </>
  );
}

/** `open` and `settled` for objections, `orphaned` for what has lost its line; an open objection is both, and open. */
function stateWord({ placed: { state, placement } }: ListedAnnotation): string {
  if (state !== null && isOpen(state)) return 'open';
  if (placement.state === 'orphaned') return 'orphaned';
  return state === null ? '' : 'settled';
}
