import { counted } from '../numbers';
import { kindOf, type Play } from './play';
import { PolicyRow, type RowProps } from './policy-row';
import { writeView } from './view';

/**
 * Every policy with its verdict on each kind of page. The name plays the schedule on show under that policy, a verdict
 * also on its kind of page; the box at the left compares. Plain links, so that all work without scripts. Variants of a
 * policy stand folded below.
 */
export function PoliciesTable({ play, base }: { play: Play; base: string }) {
  const { policies, view, kinds } = play;
  const isShown = (id: string) => id === view.policy || id === view.against;
  const main = policies.filter(({ variantOf }) => variantOf === null);
  const variants = policies.filter(({ variantOf }) => variantOf !== null);
  const isWide = kinds.length > 1;
  const row: Omit<RowProps, 'policy'> = { play, base, isWide };
  return (
    <>
      <table className={isWide ? 't pols kinds' : 't pols'}>
        <Head play={play} base={base} />
        <tbody>
          {main.map((policy) => (
            <PolicyRow key={policy.id} policy={policy} {...row} />
          ))}
        </tbody>
      </table>
      {variants.length === 0 ? null : (
        <details className="fold variants" open={variants.some(({ id }) => isShown(id))}>
          <summary>{counted(variants.length, 'variant')} that differ in a detail</summary>
          <table className={isWide ? 't pols kinds' : 't pols'}>
            <Head play={play} base={base} />
            <tbody>
              {variants.map((policy) => (
                <PolicyRow key={policy.id} policy={policy} {...row} />
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}

/** With one kind of page there is room for figures; with several, each kind is a column and chooses it. */
function Head({ play, base }: { play: Play; base: string }) {
  const { kinds, view } = play;
  const shown = kindOf(play);
  return (
    <thead>
      <tr>
        <th>
          <span className="vh">Compare</span>
        </th>
        <th>Policy</th>
        {kinds.length > 1 ? (
          kinds.map(({ id, title }, index) => (
            <th key={id} className="kind">
              <a
                href={`${base}${writeView({ ...view, kind: index === 0 ? null : id })}`}
                aria-current={id === shown ? 'true' : undefined}
                data-view
              >
                {title}
              </a>
            </th>
          ))
        ) : (
          <>
            <th className="hide-p wide-only">in force</th>
            <th>verdict</th>
            <th className="num">steps</th>
            <th className="num">states</th>
            <th className="num wide-only">copies</th>
          </>
        )}
      </tr>
    </thead>
  );
}
