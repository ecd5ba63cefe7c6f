import { cowPolicies, deliveryPolicies, dirtyPolicies, flushPolicies } from '#lib/mm/policies';
import type { Kernel, Policy } from '#lib/mm/policy';

/** A kernel with a name: a release, and the policy that it has in each family. */
export interface NamedKernel {
  readonly release: string;
  /** Whether the kernel was run and watched; else it is the mainline release at which a rule changes. */
  readonly isObserved: boolean;
  readonly cow: string;
  readonly flush: string;
  readonly dirty: string;
  readonly delivery: string;
}

/**
 * Every named kernel, oldest first: the mainline releases at which a rule changes, and the kernels that were observed.
 * Kernels before 5.7 have no write protection by userfaultfd, so nobody asks for their policy there.
 */
export const namedKernels: readonly NamedKernel[] = [
  mainline('5.4', 'A1', 'B0', 'C1e'),
  observed('5.4.38', 'A1', 'B0', 'C1e'),
  observed('5.4.59', 'A2s', 'B0', 'C1e'),
  mainline('5.7', 'A1', 'B0', 'C1'),
  mainline('5.8', 'A2', 'B0', 'C1'),
  mainline('5.9', 'A4', 'B0', 'C1'),
  // Stable 5.10.y has the rules of 5.11, and 6ce64428d620.
  observed('5.10.218', 'A5a', 'B4', 'C1'),
  observed('5.10.262', 'A5a', 'B4', 'C1'),
  mainline('5.11', 'A5a', 'B0', 'C1'),
  mainline('5.12', 'A5', 'B4', 'C1'),
  mainline('5.14', 'A5', 'B4', 'C2'),
  mainline('5.16', 'A5', 'B4', 'C3'),
  mainline('5.18', 'A6', 'B4', 'C3'),
  mainline('5.19', 'A7', 'B5', 'C3'),
  mainline('6.0', 'A7f', 'B5', 'C3'),
  observed('6.1.192', 'A7w', 'B5', 'C3'),
  mainline('6.2', 'A8', 'B5', 'C3'),
  mainline('6.12', 'A8n', 'B5r', 'C3'),
  observed('6.12.117', 'A8n', 'B5r', 'C3'),
  mainline('6.18', 'A8m', 'B5r', 'C3'),
  observed('6.18.44', 'A8m', 'B5r', 'C3'),
  observed('7.2.12', 'A8m', 'B5r', 'C3'),
];

function mainline(release: string, cow: string, flush: string, dirty: string): NamedKernel {
  return { release, isObserved: false, cow, flush, dirty, delivery: 'D0' };
}

function observed(release: string, cow: string, flush: string, dirty: string): NamedKernel {
  return { ...mainline(release, cow, flush, dirty), isObserved: true };
}

/** A kernel, and how what was asked for led to it. */
export interface ResolvedKernel {
  readonly kernel: Kernel;
  /** Release whose rules these are; null for a policy or a combination. */
  readonly release: string | null;
  /** What a reader must know; null when the text names exactly this. */
  readonly note: string | null;
}

/**
 * What `A5`, `B0+A5` or `5.13` stands for; undefined when the text names nothing. A policy takes the other families from
 * the release that brought it, a combination from that of its COW policy, else of its first. A release that is not named
 * is played as the last named one before it; what stands behind the numbers (`-rc3`, `-amd64`) says nothing.
 */
export function resolveKernel(text: string): ResolvedKernel | undefined {
  const named = findRelease(text);
  if (named !== undefined) return named;
  const parts = text.split('+').map((id) => findPolicy(id.trim()));
  const found = parts.filter((policy) => policy !== undefined);
  const families = new Set(found.map((policy) => policy.family));
  if (found.length < parts.length || families.size < parts.length) return undefined;
  const leading = found.find((policy) => policy.family === 'cow-reuse') ?? found[0];
  const home = namedKernels.find(({ release }) => release === leading?.kernel);
  if (leading === undefined || home === undefined) return undefined;
  const rest = kernelOf(home);
  const id = found.map((policy) => policy.id).join('+');
  const kernel: Kernel = found.reduce(withPolicy, { ...rest, id, lacks: [] });
  return { kernel, release: null, note: null };
}

function withPolicy(kernel: Kernel, policy: Policy): Kernel {
  switch (policy.family) {
    case 'cow-reuse':
      return { ...kernel, cow: policy };
    case 'uffd-wp-flush':
      return { ...kernel, flush: policy };
    case 'uffd-dirty':
      return { ...kernel, dirty: policy };
    case 'uffd-delivery':
      return { ...kernel, delivery: policy };
  }
}

function findPolicy(id: string): Policy | undefined {
  return [...cowPolicies, ...flushPolicies, ...dirtyPolicies, ...deliveryPolicies].find((policy) => policy.id === id);
}

function findRelease(text: string): ResolvedKernel | undefined {
  const version = /^v?(\d+\.\d+(?:\.\d+)?)(?:[-+~].*)?$/.exec(text.trim())?.[1];
  if (version === undefined) return undefined;
  const before = namedKernels.filter(({ release }) => compareReleases(release, version) <= 0);
  const named = before.at(-1);
  if (named === undefined) {
    const first = namedKernels[0];
    if (first === undefined) return undefined;
    const note = `${version} is older than every kernel here, and is played as ${first.release}`;
    return { kernel: kernelOf(first), release: first.release, note };
  }
  const isExact = compareReleases(named.release, version) === 0;
  const note = isExact ? null : `${version} is played as ${named.release}, the last change of a rule before it`;
  return { kernel: kernelOf(named), release: named.release, note };
}

/** Releases that brought modes of userfaultfd: write protection with 292924b26024, minor faults of shmem with 5.14. */
const uffdSince = [
  ['5.7', 'wp'],
  ['5.14', 'minor'],
] as const;

function kernelOf({ release, cow, flush, dirty, delivery }: NamedKernel): Kernel {
  return {
    id: release,
    lacks: uffdSince.filter(([since]) => compareReleases(release, since) < 0).map(([, mode]) => mode),
    cow: pick(cowPolicies, cow),
    flush: pick(flushPolicies, flush),
    dirty: pick(dirtyPolicies, dirty),
    delivery: pick(deliveryPolicies, delivery),
  };
}

function pick<P extends Policy>(list: readonly P[], id: string): P {
  const policy = list.find((one) => one.id === id);
  if (policy === undefined) throw new Error(`Cannot find policy \`${id}\` of a kernel`);
  return policy;
}

/** Below, at or above zero, as `5.4` < `5.4.38` < `5.10`. */
export function compareReleases(first: string, second: string): number {
  const [a, b] = [first, second].map((release) => release.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
