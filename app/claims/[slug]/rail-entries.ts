import type { ClaimPage } from '#lib/db/record-types';
import type { RailEntry } from '../../_components/rail';

/** The sections that this claim has, with what they count. `trials` are the runs that it and others judge. */
export function railEntries(claim: ClaimPage, expectations: number, trials: number): readonly RailEntry[] {
  const counted = (id: string, label: string, count: number) => (count > 0 ? [{ id, label, count }] : []);
  return [
    { id: 'statement', label: 'Statement' },
    { id: 'standing', label: 'Standing' },
    { id: 'verdicts', label: 'Verdicts' },
    ...counted('same-run', 'Judged by each side', trials),
    ...counted('scenarios', 'Scenarios', claim.scenarios.length),
    ...counted('expectations', 'Expectations', expectations),
    ...counted('counterexamples', 'Counterexamples', claim.counterexamples.length),
    ...counted('relations', 'Relations', claim.relations.length),
    ...counted('patches', 'Patches', claim.changes.length + claim.annotations.length),
    { id: 'history', label: 'History', count: claim.revisions.length },
  ];
}
