/** A scenario with over 400,000 states: two pages, two threads on each side, and two reclaimers. */
export const largeScenario = `mm large

kernel K
kernel L

P: map v = OLD
P: map w = W
P: fork C

concurrently
C: vmsplice v -> pipe
C: munmap v
C: read pipe -> seen
C.two: write w = W2
P: write v = SECRET
P.two: get read w -> ref
P.two: read ref -> other
K: swapout P:v
K: swapout P:v
L: swapout P:w

never missed-cow
`;

/** The same, with four conditions that are asked of every state. */
export const largeWithInvariants = `${largeScenario}always mapcount(P:v) <= 2
always mapcount(C:w) <= 2
always page_count(P:w) <= 12
always other != SECRET
`;

/** More than 16 million states: the bound of a search in Node. */
export const hugeScenario = largeScenario.replace(
  '\n\nnever',
  `
P: write w = Z
C.two: read w -> third
P.two: write v = B
P.two: release ref

never`,
);
