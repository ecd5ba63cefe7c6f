import { longDate } from '../_components/dates';
import type { MapProblem } from './find-map';
import { type MapAsked, mapHref } from './map-query';

/** Says why there is no map, and what there is instead. */
export function NoMap({ asked, problem }: { asked: MapAsked; problem: MapProblem }) {
  return (
    <div className="headline">
      <h1>Argument map</h1>
      <div className="prose">
        <Why asked={asked} problem={problem} />
        <p>
          <a href="/map" rel="up">
            The map around the first claim
          </a>
          , or <a href="/map?all">the whole debate</a>.
        </p>
      </div>
    </div>
  );
}

function Why({ asked, problem }: { asked: MapAsked; problem: MapProblem }) {
  switch (problem) {
    case 'no such claim':
      return (
        <p>
          There is no claim <code>{asked.claim}</code>. It may have another name by now:{' '}
          <a href="/claims">all claims</a>.
        </p>
      );
    case 'not known then':
      return (
        <p>
          Nobody had spoken of <a href={`/claims/${asked.claim}`}>this claim</a> by {longDate(asked.at)}.{' '}
          <a href={mapHref(asked, { at: '' })}>Its map as known today</a>.
        </p>
      );
    case 'no such policy':
      return (
        <p>
          No policy, combination or kernel is called <code>{asked.under}</code>: <a href="/policies">all policies</a>,{' '}
          <a href="/kernels">all kernels</a>.
        </p>
      );
    case 'no claims':
      return asked.at === '' ? (
        <p>No claim is loaded yet.</p>
      ) : (
        <p>
          No claim was known by {longDate(asked.at)}. <a href={mapHref(asked, { at: '' })}>The map of today</a>.
        </p>
      );
  }
}
