import { ClaimRuns } from '../_components/claim-runs';
import { Legend } from '../_components/legend';
import { Pager } from '../_components/mail-pager';
import { Matrix } from '../_components/matrix';
import { NothingPasses } from '../_components/nothing-passes';
import { counted, formatCount } from '../_components/numbers';
import { type DebateQuery, debateHref, isNarrowed, listSet, withoutFilter } from './debate-query';
import { type FilterOptions, MatrixFilters } from './matrix-filters';
import { Untested } from './untested';
import type { MatrixPage } from './view-matrix';

interface MatrixPartProps {
  readonly asked: DebateQuery;
  readonly options: FilterOptions;
  readonly view: MatrixPage;
  /** All claims there are. */
  readonly total: number;
  /** A date of the address that is none; null where it has none, or a good one. */
  readonly wrongDay: string | null;
}

/** Claims by policy: filters, counts, the matrices, and what no scenario judges. */
export function MatrixPart({ asked, options, view, total, wrongDay }: MatrixPartProps) {
  const narrowed = isNarrowed(asked);
  return (
    <section aria-labelledby="matrix" className="matrix-part">
      <div className="sh">
        <h2 id="matrix">Claims by policy</h2>
        <Legend />
      </div>
      <MatrixFilters asked={asked} options={options} />
      {wrongDay !== null && (
        <p className="note">“{wrongDay}” is no date. Write one like 2021-12-18; here is all that is known today.</p>
      )}
      <p className="note count">
        <b>{narrowed ? `${formatCount(view.passing)} of ${counted(total, 'claim')}` : counted(total, 'claim')}</b>
        {view.passing > 0 && view.untested.length > 0 && (
          <>
            , <a href="#untested">{formatCount(view.untested.length)} without a verdict</a>
          </>
        )}
        {narrowed && view.passing > 0 && (
          <>
            {' · '}
            <a href="/#matrix">Show every claim</a>
          </>
        )}
      </p>
      {view.passing === 0 && narrowed && (
        <NothingPasses
          noun="claim"
          set={listSet(asked)}
          blamed={view.blamed}
          hrefWithout={(name) => withoutFilter(asked, name)}
        />
      )}
      {view.matrices.map((matrix) => (
        <section key={matrix.family} aria-labelledby={`matrix-${matrix.family}`} className="family">
          <h3 id={`matrix-${matrix.family}`}>
            <a href={`/policies#${matrix.family}`}>{matrix.title}</a>
          </h3>
          <Matrix matrix={matrix} />
          <ClaimRuns matrix={matrix} />
        </section>
      ))}
      <Pager
        page={view.page}
        pages={view.pages}
        href={(to) => debateHref(asked, { page: to })}
        before="Claims before"
        after="Next claims"
      />
      <Untested claims={view.untested} isNarrowed={narrowed} />
      <p className="note under-table">
        A verdict is about the model. A policy alone is played with the other rules of the release that brought it; a{' '}
        <a href="/kernels">kernel</a> has all of its own. Select a cell to replay its shortest schedule. A vertical line
        marks a policy that changed the verdict. A claim stands under the families whose policies tell it apart; a
        policy’s variants stand on its page. <a href="/observations">What real kernels did</a> stands beside it.{' '}
        <a href="/claims">All claims</a>
      </p>
      <p className="note">
        <kbd>j</kbd> <kbd>k</kbd> next, previous claim
      </p>
    </section>
  );
}
