import type { Moot } from '#lib/db/open';
import { findByNames, NoSuchName, type SearchField } from '#lib/db/search-field';
import { readFront } from '#lib/markdown/record-file';

/** A policy by its id, in capitals or not. */
async function findPolicy({ prisma }: Moot, value: string): Promise<string> {
  const policies = await prisma.policy.findMany({ select: { policy: true } });
  const found = policies.find(({ policy }) => policy.toLowerCase() === value.toLowerCase());
  if (found === undefined) throw new NoSuchName(`No policy is called "${value}": expected its id, as in policy:A5.`);
  return found.policy;
}

/** Claims and scenarios with a verdict under a policy, itself, and mail of the patches that make it. */
export const policyField: SearchField = {
  name: 'policy',
  findMails: async (moot, value) => {
    const policy = await findPolicy(moot, value);
    const changes = await moot.prisma.change.findMany({
      where: { nameId: { not: null } },
      select: { nameId: true, record: { select: { front: true } } },
    });
    const making = changes.filter(({ record }) => readFront('change', record.front).policies.includes(policy));
    return findByNames(
      moot,
      making.flatMap(({ nameId }) => nameId ?? []),
    );
  },
  readValue: findPolicy,
  isRecord: (policy, { policies }, run) => run?.policy === policy || policies.has(policy),
};
