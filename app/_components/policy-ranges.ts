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
