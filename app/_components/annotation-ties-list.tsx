import { findPoint } from '#lib/db/points';
import type { AnnotationView } from '#lib/db/record-types';
import type { TestChoice } from '#lib/db/test-choices';
import { Mark } from './mark';
import { RuleClaims } from './rule-claims';

interface Props {
  readonly note: AnnotationView;
  /** Every property of a scenario with what its recorded run says today. */
  readonly tests: readonly TestChoice[];
}

/** The claims, scenarios and rule that an annotation is tied to; a scenario with its verdict of today. */
export function AnnotationTiesList({ note, tests }: Props) {
  const { claims, scenarios, rule } = note;
  if (claims.length + scenarios.length === 0 && rule == null) return null;
  return (
    <ul className="tied">
      {claims.map(({ slug, title }) => (
        <li key={slug}>
          Claim <a href={`/claims/${slug}`}>{title}</a>
        </li>
      ))}
      {scenarios.map(({ scenario, property, kind }) => {
        const today = tests.find((test) => test.scenario === scenario && test.property === property);
        // What is known of today is that of the first kind of page.
        const word = kind === undefined || kind === today?.kinds[0] ? (today?.word ?? null) : null;
        return (
          <li key={`${scenario} ${property} ${kind}`}>
            Scenario{' '}
            <a href={`/scenarios/${scenario}${word === null ? '' : `?policy=${today?.policy}`}`}>
              {today?.title ?? scenario}
            </a>
            , {property}
            {kind !== undefined && ` on ${kind}`}
            {word !== null && (
              <>
                : <Mark word={word} /> under {today?.policy} today
              </>
            )}
          </li>
        );
      })}
      {rule != null && (
        <li>
          {findPoint(rule.point)?.question ?? `Rule ${rule.point} of ${rule.policy}`}
          <RuleClaims policy={rule.policy} point={rule.point} />
        </li>
      )}
    </ul>
  );
}
