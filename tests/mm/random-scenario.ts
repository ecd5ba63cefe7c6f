import * as fc from 'fast-check';

/** What an actor may do with the one page; handles and registers get numbers so that every name is defined once. */
const own = [
  'read v',
  'write v',
  'munmap v',
  'dontneed v',
  'dontneed others v',
  'mprotect ro v',
  'mprotect rw v',
  'get read v',
  'get write v',
  'pin read v',
  'pin write v',
  'pin read longterm v',
  'get read fast v',
  'pin read fast v',
  'pin write fast v',
] as const;

const kernel = ['swapout P:v', 'swapout C:v', 'speculate P:v', 'clear_refs P'] as const;

/** Text of a small scenario: a page, a fork, up to four lines of parent and child, a kernel actor, a reader of handles. */
export const randomScenario: fc.Arbitrary<string> = fc
  .record({
    before: fc.array(fc.constantFrom(...own), { maxLength: 2 }),
    parent: fc.array(fc.constantFrom(...own), { maxLength: 3 }),
    child: fc.array(fc.constantFrom(...own), { maxLength: 2 }),
    thread: fc.array(fc.constantFrom(...own), { maxLength: 1 }),
    kernel: fc.array(fc.constantFrom(...kernel), { maxLength: 2 }),
    halves: fc.boolean(),
    cpus: fc.boolean(),
    exits: fc.boolean(),
  })
  .map(({ before, parent, child, thread, kernel: steps, halves, cpus, exits }) => {
    let number = 0;
    const handles: string[] = [];
    const say = (actor: string, step: string): string => {
      number++;
      if (step === 'write v') return `${actor}: write v${halves ? `.${number % 2}` : ''} = W${number}`;
      if (step === 'read v') return `${actor}: read v -> r${number}`;
      if (/^(get|pin|speculate)/.test(step)) {
        if (!step.startsWith('speculate')) handles.push(`h${number}`);
        return `${actor}: ${step} -> h${number}`;
      }
      return `${actor}: ${step}`;
    };
    const lines = [
      ...(cpus ? ['process P on cpu 0', 'process C on cpu 1'] : []),
      'kernel K',
      'device D',
      'P: map v = OLD',
      ...before.map((step) => say('P', step)),
      'P: fork C',
      'concurrently',
      ...parent.map((step) => say('P', step)),
      ...child.map((step) => say('C', step)),
      ...(exits ? ['C: exit'] : []),
      ...thread.map((step) => say('P.two', step)),
      ...steps.map((step) => say('K', step)),
      'then',
      'P: read v -> last',
      ...handles.map((handle, index) => `D: read ${handle} -> s${index}`),
      'never missed-cow',
      'never wrong-cow',
    ];
    // Kernel and device are declared only where they act: a name that nobody uses is an error.
    const text = lines.filter(
      (line) => (line !== 'kernel K' || steps.length > 0) && (line !== 'device D' || handles.length > 0),
    );
    const withChild = text.filter((line) => !line.startsWith('process C') || child.length > 0 || exits);
    return `mm random\n${withChild.join('\n')}\n`;
  });
