import type { LineagePage } from '#lib/db/lineages';
import type { LineageView } from '#lib/db/series';
import type { SeriesStates } from '#lib/db/series-states';
import { sayMissing } from '#lib/patch/series/missing-parts';
import { type SeriesState, seriesStates } from '#lib/patch/series/state';
import { Choice, plainOptions } from '../_components/choice';
import { ShortDay } from '../_components/mail-date';
import { patchPath } from '../_components/mail-link';
import { Pager } from '../_components/mail-pager';
import { counted } from '../_components/numbers';
import { type PageQuery, readFirst, writeHref } from '../_components/page-query';

/** What the address asks of the list of series; an empty text asks for nothing. */
export interface AskedLineages {
  readonly text: string;
  readonly author: string;
  readonly state: SeriesState | '';
}

export function readLineagesQuery(query: PageQuery): AskedLineages {
  const state = seriesStates.find((word) => word === readFirst(query, 'is')) ?? '';
  return { text: readFirst(query, 'title').trim(), author: readFirst(query, 'by').trim(), state };
}

/** The numbers of the postings that are in a state. */
export function listInState(states: SeriesStates['states'], state: SeriesState): number[] {
  return [...states].flatMap(([id, one]) => (one.state === state ? [id] : []));
}

interface Props {
  readonly asked: AskedLineages;
  readonly found: LineagePage;
  readonly states: SeriesStates;
}

/** A row for each series with its versions, the one posted to last first. */
export function LineageList({ asked, found, states }: Props) {
  const isAsked = asked.text !== '' || asked.author !== '' || asked.state !== '';
  const query = { title: asked.text, by: asked.author, is: asked.state };
  if (found.total === 0 && !isAsked && found.waiting === 0) {
    return (
      <div className="prose">
        <p>
          No patch is imported yet. Import a mailbox that has some: <code>npx moot import PATH</code>.
        </p>
      </div>
    );
  }
  return (
    <>
      <form className="filters" action="/patches">
        <p className="field">
          <label htmlFor="filter-title">Title</label>
          <input id="filter-title" type="search" name="title" defaultValue={asked.text} autoComplete="off" />
        </p>
        <p className="field">
          <label htmlFor="filter-by">Author</label>
          <input id="filter-by" type="search" name="by" defaultValue={asked.author} autoComplete="off" />
        </p>
        <Choice
          name="is"
          label="State of a version"
          value={asked.state}
          all="every state"
          options={plainOptions(seriesStates)}
        />
        <button type="submit" className="btn">
          Show
        </button>
      </form>
      <p className="note">
        {counted(found.total, 'series', 'series')}
        {isAsked ? ' like that' : ''}, the one posted to last first
        {isAsked && (
          <>
            {' · '}
            <a href="/patches">Show every series</a>
          </>
        )}
      </p>
      {found.waiting > 0 && (
        <p className="flags">
          {counted(found.waiting, 'posting')} more will be listed when{' '}
          {found.waiting === 1 ? 'its mail is' : 'their mail is'} read anew, which goes on while you read.
        </p>
      )}
      {found.rows.length > 0 && (
        <table className="t stk lineages">
          <thead>
            <tr>
              <th>series</th>
              <th>author</th>
              <th>posted</th>
              <th>versions</th>
              <th>state</th>
              <th title="Acked, reviewed and tested by">A · R · T</th>
            </tr>
          </thead>
          <tbody>
            {found.rows.map((lineage) => (
              <Row key={lineage.id} lineage={lineage} states={states} />
            ))}
          </tbody>
        </table>
      )}
      <Pager
        page={found.page}
        pages={found.pages}
        href={(to) => writeHref('/patches', { ...query, page: to > 1 ? String(to) : '' })}
      />
    </>
  );
}

function Row({ lineage, states }: { readonly lineage: LineageView; readonly states: SeriesStates }) {
  const last = lineage.versions.toSorted((a, b) => a.dateIso.localeCompare(b.dateIso)).at(-1);
  if (last === undefined) return null;
  const held = last.parts.filter(({ isCover }) => !isCover).length;
  const missing = sayMissing(last, last.total);
  const state = states.states.get(last.id);
  const { acked = 0, reviewed = 0, tested = 0, nacked = 0 } = states.counts.get(last.id) ?? {};
  return (
    <tr data-item="">
      <td>
        <a href={patchPath(last.headMessageId)}>{last.title}</a>
        {(last.total ?? 1) > 1 && (
          <span className="note">
            {' '}
            {held < (last.total ?? 1) && `${held} of `}
            {counted(last.total ?? 1, 'patch', 'patches')}
          </span>
        )}
        {missing !== '' && <span className="note line">{missing}</span>}
        {last.fallsBack.length > 0 && <span className="note line">the others as in {last.fallsBack[0]?.label}</span>}
      </td>
      <td className="muted">{last.author}</td>
      <td className="nw muted">
        <ShortDay iso={last.dateIso} />
      </td>
      <td>
        {lineage.versions.length === 1
          ? last.label
          : lineage.versions.map((version, i) => (
              <span key={version.id}>
                {i > 0 && ' '}
                <a href={patchPath(version.headMessageId)}>{version.label}</a>
              </span>
            ))}
      </td>
      <td>{state !== undefined && <span title={state.why}>{state.state}</span>}</td>
      <td className="nw num">
        {acked + reviewed + tested > 0 && (
          <span title={`${acked} acked, ${reviewed} reviewed, ${tested} tested`}>
            {acked} · {reviewed} · {tested}
          </span>
        )}
        {nacked > 0 && <b className="line">{nacked} nacked</b>}
      </td>
    </tr>
  );
}
