import type { NotRight } from '#lib/scenario/synthesis';

/** Scenarios that a rule or a policy does not get right, with the kinds of page and what breaks. */
export function NotRightList({ places }: { places: readonly NotRight[] }) {
  const scenarios = [...new Set(places.map(({ scenario }) => scenario))];
  return (
    <ul className="not-right">
      {scenarios.map((scenario) => (
        <li key={scenario}>
          <a href={`/scenarios/${scenario}`}>{scenario}</a>:{' '}
          {places
            .filter((place) => place.scenario === scenario)
            .map(({ kind, by }) => `${by} on ${kind}`)
            .join(', ')}
        </li>
      ))}
    </ul>
  );
}
