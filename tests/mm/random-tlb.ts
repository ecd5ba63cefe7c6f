import * as fc from 'fast-check';

/** What a thread may do with its page; registers and handles get numbers so that every name is defined once. */
const own = [
  'read v',
  'write v',
  'write v',
  'dontneed v',
  'mprotect ro v',
  'mprotect rw v',
  'pin read fast v',
] as const;

const monitor = ['uffd protect P:v', 'uffd unprotect P:v', 'uffd unprotect P:v', 'uffd wake P:v'] as const;

const kernel = ['clear_refs P', 'swapout P:v', 'migrate P:v', 'speculate P:v'] as const;

/**
 * Text of a small scenario with TLBs: threads on CPUs of their own, a monitor that protects and unprotects, and whatever
 * else takes write bits away. Threads that sleep at the end stay asleep.
 */
export const randomTlb: fc.Arbitrary<string> = fc
  .record({
    warm: fc.array(fc.constantFrom('P', 'P.two', 'P.three'), { minLength: 1, maxLength: 2 }),
    first: fc.array(fc.constantFrom(...own), { maxLength: 1 }),
    two: fc.array(fc.constantFrom(...own), { minLength: 1, maxLength: 2 }),
    three: fc.array(fc.constantFrom(...own), { maxLength: 1 }),
    monitor: fc.array(fc.constantFrom(...monitor), { minLength: 1, maxLength: 2 }),
    kernel: fc.array(fc.constantFrom(...kernel), { maxLength: 1 }),
    looks: fc.boolean(),
    forks: fc.boolean(),
  })
  .map(({ warm, first, two, three, monitor: ioctls, kernel: steps, looks, forks }) => {
    let number = 0;
    const say = (actor: string, step: string): string => {
      number++;
      if (step === 'write v') return `${actor}: write v.${number % 2} = W${number}`;
      if (step === 'read v') return `${actor}: read v -> r${number}`;
      if (/^(pin|speculate)/.test(step)) return `${actor}: ${step} -> h${number}`;
      return `${actor}: ${step}`;
    };
    const lines = [
      ...(looks || steps.length > 0 ? ['kernel K'] : []),
      'P: map v = OLD',
      'P: uffd register wp P:v',
      ...warm.map((actor) => say(actor, 'read v')),
      ...(looks ? [say('K', 'speculate P:v')] : []),
      'concurrently',
      ...first.map((step) => say('P', step)),
      ...two.map((step) => say('P.two', step)),
      ...three.map((step) => say('P.three', step)),
      ...ioctls.map((step) => say('P.monitor', step)),
      ...steps.map((step) => say('K', step)),
      ...(forks ? ['P.four: fork C', 'C: write v.0 = CHILD'] : []),
      'never lost-write',
      'never missed-cow',
    ];
    return `mm random\n${lines.join('\n')}\n`;
  });
