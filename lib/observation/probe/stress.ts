import type { Probe } from '#lib/observation/probe';

/** Trials in which several threads store while write protection by userfaultfd changes: whether a store gets lost. */
export const stressProbes: readonly Probe[] = [
  {
    id: 'w10',
    title: 'Threads store while the page is protected, unprotected and forked, and the child exits',
    read: readLost,
    ask: () => askStress(['P: uffd protect P:v as protecting', 'P.handler: uffd unprotect P:v since protecting']),
  },
  {
    id: 'w11',
    title: 'The same, and the thread that protects unprotects too, so that this meets the fork',
    read: readLost,
    ask: () =>
      askStress([
        'P: uffd protect P:v as protecting',
        'P: uffd unprotect P:v',
        'P.handler: uffd unprotect P:v since protecting',
      ]),
  },
];

/** Twenty seconds of rounds: whether any store was missing at the end of one. */
function readLost(said: string) {
  const lost = /LOST stores=(?<lost>\d+)$/.exec(said)?.groups?.lost;
  return lost === undefined ? undefined : { lost: lost === '0' ? 'nothing' : 'stores' };
}

/** One round, in every order, while somebody in the kernel looks at the page. */
function askStress(ioctls: readonly string[]) {
  const text = `mm protected-page-under-stress

kernel K

P: map v = old
P: uffd register wp P:v
P.one: read v
P.two: read v
K: speculate P:v -> lookup

concurrently
${ioctls.join('\n')}
P.forker: fork C
C: exit
P.one: write v.0 = A
P.two: write v.1 = B

then
P: read v -> last
check last = A/B
`;
  return { text, checks: { lost: ['last = A/B', 'nothing', 'stores'] } as const };
}
