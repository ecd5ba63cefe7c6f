import { listIdleUndercuts } from '#lib/argument/arguments';
import { findRefuting } from '#lib/argument/finding/refuted-expectations';
import { makeGraph } from '#lib/argument/graph';
import type { Issue } from '#lib/argument/issue';
import { fileOf, isKind, type RecordOf } from '#lib/argument/records';
import type { VerdictMatrix } from '#lib/argument/verdict-matrix';
import type { FiledRecord } from '#lib/content/check-files';
import { printPath } from '#lib/markdown/record-file';

/** A record of a claim, and where its fields stand. */
interface FiledClaim {
  readonly record: RecordOf<'claim'>;
  readonly placeOf: FiledRecord['checked']['placeOf'];
}

/** What is said of claims and cannot be: expectations that runs refute unsaid, and undercuts of what nobody infers. */
export function checkArgument(filed: readonly FiledRecord[], verdicts: VerdictMatrix): readonly Issue[] {
  const claims = filed.flatMap(({ checked: { record, placeOf } }): FiledClaim[] =>
    isKind(record, 'claim') ? [{ record, placeOf }] : [],
  );
  return [...claims.flatMap((claim) => checkExpectations(claim, verdicts)), ...findIdle(claims)];
}

/** An expectation that a run refutes says so in its own words; one that says so is refuted. */
function checkExpectations(claim: FiledClaim, verdicts: VerdictMatrix): readonly Issue[] {
  return claim.record.front.expects.flatMap((expected, index): Issue[] => {
    const policies = findRefuting(expected, verdicts);
    const { scenario, verdict } = expected;
    if (policies.length > 0 && expected.refuted === undefined) {
      const message = `the run of ${scenario} is not ${verdict} under ${policies.join(', ')}; say why in refuted`;
      return [makeIssue(claim, 'error', 'refuted-expectation', message, ['expects', index, 'verdict'])];
    }
    if (policies.length === 0 && expected.refuted !== undefined) {
      const message = `no run of ${scenario} refutes this under the policies it names`;
      return [makeIssue(claim, 'error', 'not-refuted', message, ['expects', index, 'refuted'])];
    }
    return [];
  });
}

function findIdle(claims: readonly FiledClaim[]): readonly Issue[] {
  const idle = listIdleUndercuts(makeGraph(claims.map(({ record }) => record.front)));
  return idle.flatMap(({ from, to, toward, scenario }): Issue[] => {
    const claim = claims.find(({ record }) => record.slug === from);
    const index = claim?.record.front.relations.findIndex((one) => one.kind === 'undercuts' && one.claim === to) ?? -1;
    if (claim === undefined || index === -1) return [];
    const what =
      scenario !== null
        ? `${scenario} is no test of ${to}`
        : `nothing is inferred from ${to}${toward === null ? '' : ` toward ${toward}`}`;
    return [
      makeIssue(claim, 'warning', 'idle-undercut', `${what}: there is nothing to undercut`, ['relations', index]),
    ];
  });
}

function makeIssue(
  { record, placeOf }: FiledClaim,
  severity: Issue['severity'],
  code: string,
  message: string,
  path: readonly (string | number)[],
): Issue {
  const field = printPath(path);
  return { severity, code, message, file: fileOf('claim', record.slug), ...placeOf(path), field };
}
