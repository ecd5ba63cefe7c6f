import * as fc from 'fast-check';

/** What an actor may do with its two pages; handles and registers get numbers so that every name is defined once. */
const own = [
  'read v',
  'read w',
  'write v',
  'write w',
  'munmap v',
  'dontneed v',
  'mprotect ro v',
  'mprotect rw v',
  'get read v',
  'pin read v',
  'pin write v',
  'pin read fast v',
  'pin write fast v',
  'pageout v',
  'pageout w',
  'ksm unmerge v',
] as const;

const kernel = [
  'swapout P:v',
  'swapout P:w',
  'swapout C:v',
  'migrate P:v',
  'migrate C:v',
  'ksm merge P:v into P:w',
  'ksm merge C:w into P:v',
  'speculate P:v',
  'lock P:v',
] as const;

const devices = ['', 'swapon slow', 'swapon stable', 'swapon zram', 'swapon full'] as const;

/** Text of a small scenario of reclaim, migration and KSM: two equal pages, a fork or a crowd, and everybody at once. */
export const randomReclaim: fc.Arbitrary<string> = fc
  .record({
    device: fc.constantFrom(...devices),
    before: fc.array(fc.constantFrom(...own), { maxLength: 2 }),
    first: fc.array(fc.constantFrom(...kernel), { maxLength: 2 }),
    forks: fc.boolean(),
    crowd: fc.integer({ min: 0, max: 3 }),
    parent: fc.array(fc.constantFrom(...own), { maxLength: 3 }),
    child: fc.array(fc.constantFrom(...own), { maxLength: 2 }),
    thread: fc.array(fc.constantFrom(...own), { maxLength: 1 }),
    kernel: fc.array(fc.constantFrom(...kernel), { minLength: 1, maxLength: 2 }),
    cpus: fc.boolean(),
  })
  .map(({ device, before, first, forks, crowd, parent, child, thread, kernel: steps, cpus }) => {
    let number = 0;
    const handles: string[] = [];
    const say = (actor: string, step: string): string[] => {
      number++;
      if (step.startsWith('write')) return [`${actor}: ${step} = W${number}`];
      if (step.startsWith('read')) return [`${actor}: ${step} -> r${number}`];
      if (step.startsWith('lock')) return [`${actor}: ${step} -> h${number}`, `${actor}: release h${number}`];
      if (/^(get|pin|speculate)/.test(step)) {
        if (!step.startsWith('speculate')) handles.push(`h${number}`);
        return [`${actor}: ${step} -> h${number}`];
      }
      return [`${actor}: ${step}`];
    };
    const all = [...first, ...steps];
    const hasChild = forks || all.some((step) => step.includes('C:'));
    const migrates = all.some((step) => step.startsWith('migrate'));
    const lines = [
      ...(cpus ? ['process P on cpu 0'] : []),
      'kernel K',
      ...(handles.length > 0 ? ['device D'] : []),
      ...(device === '' ? [] : [`K: ${device}`]),
      'P: map v = OLD',
      'P: map w = OLD',
      ...before.flatMap((step) => say('P', step)),
      ...first.filter((step) => !step.includes('C:')).flatMap((step) => say('K', step)),
      ...(crowd > 0 && !migrates ? [`P: fork crowd ${crowd}`] : []),
      ...(hasChild ? ['P: fork C'] : []),
      'concurrently',
      ...parent.flatMap((step) => say('P', step)),
      ...(hasChild ? child.flatMap((step) => say('C', step)) : []),
      ...thread.flatMap((step) => say('P.two', step)),
      ...steps.flatMap((step) => say('K', step)),
      'then',
      'P: read v -> last',
      'P: read w -> lastw',
      ...handles.map((handle, index) => `P: read ${handle} -> s${index}`),
      'never missed-cow',
      'never wrong-cow',
    ];
    return `mm random\n${lines.join('\n')}\n`;
  });
