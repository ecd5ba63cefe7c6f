import { compareReleases } from '#lib/db/observations';
import { getMoot } from '#lib/db/open';
import { listRules } from '#lib/db/policies';
import { policySelect, sortPolicies, viewPolicyRow } from '#lib/db/policy-row';
import type { KernelPage, KernelRow } from '#lib/db/record-types';
import { isMainline } from '#lib/db/under';
import { simulators } from '#lib/simulators';

/** Every named kernel, oldest first: its policy of each family, and which of them the kernel before it did not have. */
export async function listKernels(): Promise<readonly KernelRow[]> {
  const { prisma } = await getMoot();
  const [stored, observed] = await Promise.all([
    prisma.policy.findMany({ select: policySelect }).then(sortPolicies),
    prisma.observedKernel.findMany({ select: { release: true, _count: { select: { observations: true } } } }),
  ]);
  const rows = new Map(stored.map((policy) => [policy.policy, viewPolicyRow(policy)]));
  const seen = new Map<string, number>();
  for (const { release, _count } of observed) seen.set(release, (seen.get(release) ?? 0) + _count.observations);
  return simulators.flatMap((simulator) => {
    // A stable kernel changes nothing for the mainline release after it: each is compared with the mainline before it.
    let mainline: readonly string[] | null = null;
    return [...simulator.kernels].toSorted(compareReleases).map((release): KernelRow => {
      const ids = simulator.resolve(release)?.policies ?? [];
      const before = mainline;
      if (isMainline(release)) mainline = ids;
      return {
        release,
        isMainline: isMainline(release),
        observations: seen.get(release) ?? 0,
        policies: ids.map((id, index) => ({
          id,
          row: rows.get(id) ?? null,
          before: before === null || before[index] === id ? null : (before[index] ?? null),
        })),
      };
    });
  });
}

/** What a release is played as, with the rules of its policies; undefined where the text names no kernel. */
export async function findKernel(text: string): Promise<KernelPage | undefined> {
  const found = simulators.flatMap((simulator) => {
    const resolved = simulator.resolve(text);
    return resolved === undefined || resolved.kernel === null ? [] : [{ simulator, resolved, name: resolved.kernel }];
  });
  const [first] = found;
  if (first === undefined) return undefined;
  const { simulator, resolved, name } = first;
  const rows = await listKernels();
  const row = rows.find(({ release }) => release === name);
  if (row === undefined) return undefined;
  const { prisma } = await getMoot();
  const observed = await prisma.observedKernel.findMany({
    where: { release: { in: [...new Set([text, name])] } },
    include: { _count: { select: { observations: true } } },
  });
  const agreeing = await prisma.observation.groupBy({
    by: ['agreement'],
    where: { observed: { release: { in: [...new Set([text, name])] } } },
    _count: true,
  });
  return {
    ...row,
    asked: text,
    note: resolved.note,
    kinds: simulator.kinds,
    families: row.policies.map((policy) => ({ ...policy, rules: listRules(simulator, policy.id, policy.before) })),
    observed: observed.map(({ id, release, uname, how, nearest, _count }) => {
      return { id, release, uname, how, nearest, rows: _count.observations };
    }),
    agreements: agreeing.map(({ agreement, _count }) => ({ agreement, count: _count })),
  };
}
