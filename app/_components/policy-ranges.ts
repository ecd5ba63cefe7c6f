/** What ranges need to know of a policy; the list is in the order of the releases, proposed ones last. */
export interface RangedPolicy {
  readonly id: string;
  readonly standing: 'released' | 'proposed';
}

/** `A1, A3–A5`: three and more neighbours of `policies` become a range. */
export function idRanges(policies: readonly RangedPolicy[], ids: ReadonlySet<string>): string {
  const runs: string[][] = [];
  let open: string[] | undefined;
  for (const { id } of policies) {
    if (!ids.has(id)) {
      open = undefined;
      continue;
    }
    if (open === undefined) {
      open = [];
      runs.push(open);
    }
    open.push(id);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(', '))).join(', ');
}

/** The policies of one verdict: released ones, then proposed ones; `every` when it is all of the list. */
export interface PolicyRanges {
  readonly every: boolean;
  readonly released: string;
  readonly proposed: string;
}

export function policyRanges(policies: readonly RangedPolicy[], ids: ReadonlySet<string>): PolicyRanges {
  const of = (standing: RangedPolicy['standing']) =>
    idRanges(
      policies.filter((policy) => policy.standing === standing),
      ids,
    );
  return {
    every: policies.length > 1 && policies.every(({ id }) => ids.has(id)),
    released: of('released'),
    proposed: of('proposed'),
  };
}

/** What ranges of releases need to know of a policy: `up to 5.7`, `5.8`, `5.9-5.10.0`, `6.2 on`. */
interface ReleasedPolicy extends RangedPolicy {
  readonly inForce: string;
}

/**
 * The releases in which the released policies among `ids` were in force, neighbours together: `up to 5.17`, `5.8, 5.18
 * on`. Empty where none is released, or one does not say its releases so.
 */
export function releaseRanges(policies: readonly ReleasedPolicy[], ids: ReadonlySet<string>): string {
  const runs: Span[][] = [];
  let open: Span[] | undefined;
  for (const policy of policies.filter(({ standing }) => standing === 'released')) {
    if (!ids.has(policy.id)) {
      open = undefined;
      continue;
    }
    const span = readSpan(policy.inForce);
    if (span === undefined) return '';
    if (open === undefined) {
      open = [];
      runs.push(open);
    }
    open.push(span);
  }
  return runs.map((run) => writeSpan(run[0]?.from ?? null, run.at(-1)?.to ?? null)).join(', ');
}

/** First and last release; null where it is open at that end. */
interface Span {
  readonly from: string | null;
  readonly to: string | null;
}

function readSpan(inForce: string): Span | undefined {
  const { until, since, from, to, only } =
    /^(?:up to (?<until>\S+)|(?<since>\S+) on|(?<from>[^\s-]+)-(?<to>\d\S*)|(?<only>\d[^\s,]*))$/.exec(inForce)
      ?.groups ?? {};
  if (until !== undefined) return { from: null, to: until };
  if (since !== undefined) return { from: since, to: null };
  if (only !== undefined) return { from: only, to: only };
  return from === undefined || to === undefined ? undefined : { from, to };
}

function writeSpan(from: string | null, to: string | null): string {
  if (from === null) return to === null ? 'every release' : `up to ${to}`;
  if (to === null) return `${from} on`;
  return from === to ? from : `${from}–${to}`;
}
