import type { PolicyRow } from '#lib/db/record-types';

/** Number of columns of the matrix: the first, one a policy, and a gap before the proposed ones. */
export function matrixWidth(policies: readonly PolicyRow[]): number {
  return 1 + policies.length + (policies.some(isProposed) && !policies.every(isProposed) ? 1 : 0);
}

/** Whether a gap stands before this policy: it is the first proposed one after released ones. */
export function startsProposed(policies: readonly PolicyRow[], index: number): boolean {
  const [here, before] = [policies[index], policies[index - 1]];
  return here !== undefined && before !== undefined && isProposed(here) && !isProposed(before);
}

export function isProposed(policy: PolicyRow): boolean {
  return policy.standing === 'proposed';
}

/** A rule whose long names may break where a reader would: before a capital, after an underscore. */
function breakable(rule: string) {
  return rule
    .split(/(?<=[a-z])(?=[A-Z])|(?<=_)/)
    .map((part, index) => [index > 0 ? <wbr key={`${part} break`} /> : '', part]);
}

/** Columns and heads of a table with a column a policy, in the order of their releases. `first` heads the rows. */
export function MatrixHead({ policies, first }: { policies: readonly PolicyRow[]; first: string }) {
  const proposed = policies.filter(isProposed).length;
  const released = policies.length - proposed;
  return (
    <>
      <colgroup>
        <col />
        {policies.map((policy, index) => [
          startsProposed(policies, index) ? <col key="sep" className="sep" /> : null,
          <col key={policy.id} className="c" />,
        ])}
      </colgroup>
      <thead>
        <tr className="fam">
          <td />
          {released > 0 && (
            <th colSpan={released} scope="colgroup">
              In released kernels
            </th>
          )}
          {released > 0 && proposed > 0 && <td className="sep" />}
          {proposed > 0 && (
            <th colSpan={proposed} scope="colgroup">
              Proposed, never merged
            </th>
          )}
        </tr>
        <tr>
          <th scope="col">{first}</th>
          {policies.map((policy, index) => [
            startsProposed(policies, index) ? <td key="sep" className="sep" /> : null,
            <th key={policy.id} scope="col">
              <span className="id">
                <a href={`/policies/${policy.id}`}>{policy.id}</a>
              </span>
              <span className="nm">{breakable(policy.rule)}</span>
              <span className="rel">{policy.inForce}</span>
            </th>,
          ])}
        </tr>
      </thead>
    </>
  );
}
