import type { LabelledDebate } from '#lib/db/argument';
import { isMainline } from '#lib/db/under';
import { simulators } from '#lib/simulators';
import { depths, type MapAsked, mapHref } from './map-query';

/** What the map shows and by what it is judged: links and a plain form, so that the address is the view. */
export function Controls({ asked, debate }: { asked: MapAsked; debate: LabelledDebate }) {
  return (
    <div className="map-bar">
      <nav className="group" aria-label="How much is shown">
        {depths.map((depth) => (
          <a
            key={depth}
            className="btn"
            href={mapHref(asked, { depth, isAll: false, folded: [] })}
            aria-current={!asked.isAll && asked.depth === depth ? 'true' : undefined}
          >
            {depth === 1 ? '1 link' : `${depth} links`}
          </a>
        ))}
        <a
          className="btn"
          href={mapHref(asked, { isAll: true, folded: [] })}
          aria-current={asked.isAll ? 'true' : undefined}
        >
          Whole debate
        </a>
      </nav>
      <form className="map-form" action="/map">
        {asked.isAll ? (
          <input type="hidden" name="all" value="" />
        ) : (
          <>
            <input type="hidden" name="claim" value={asked.claim} />
            <input type="hidden" name="depth" value={asked.depth} />
          </>
        )}
        {asked.folded.map((slug) => (
          <input key={slug} type="hidden" name="fold" value={slug} />
        ))}
        <label htmlFor="map-under">Labels under</label>
        <UnderChoice under={asked.under} newest={asked.under === '' ? debate.under?.asked : undefined} />
        <label htmlFor="map-at">as known on</label>
        <input id="map-at" type="date" name="at" defaultValue={asked.at} />
        <button type="submit" className="btn">
          Show
        </button>
      </form>
    </div>
  );
}

function UnderChoice({ under, newest }: { under: string; newest: string | undefined }) {
  const kernels = simulators.flatMap((simulator) => simulator.kernels).filter(isMainline);
  const policies = simulators.flatMap((simulator) => simulator.policies).filter(({ variantOf }) => variantOf === null);
  const isStrange = under !== '' && !kernels.includes(under) && policies.every(({ id }) => id !== under);
  return (
    <select id="map-under" name="under" defaultValue={under}>
      <option value="">{newest === undefined ? 'the newest kernel' : `${newest}, the newest kernel`}</option>
      {isStrange && <option value={under}>{under}</option>}
      <optgroup label="Kernels">
        {kernels.map((kernel) => (
          <option key={kernel} value={kernel}>
            {kernel}
          </option>
        ))}
      </optgroup>
      <optgroup label="Policies">
        {policies.map(({ id, rule }) => (
          <option key={id} value={id}>
            {id}, {rule}
          </option>
        ))}
      </optgroup>
    </select>
  );
}
