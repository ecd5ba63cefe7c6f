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
