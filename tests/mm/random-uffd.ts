import * as fc from 'fast-check';

/** How the page is mapped that everybody looks at; `F` is also mapped shared by somebody else. */
const mappings = [
  'map v',
  'map v = OLD',
  'map file v = OLD',
  'map shared v of F',
  'map shared ro v of F',
  'map shared ro v of F opened ro',
  'map private v of F',
  'map private ro v of F',
] as const;

const own = [
  'read v',
  'write v',
  'poke v',
  'munmap v',
  'dontneed v',
  'mprotect ro v',
  'mprotect rw v',
  'mlock v',
  'get read v',
  'get write v',
  'pin read longterm v',
  'pin write v',
] as const;

const monitor = [
  'uffd register missing P:v',
  'uffd register minor P:v',
  'uffd copy P:v',
  'uffd zero P:v',
  'uffd continue P:v',
  'uffd wake P:v',
  'uffd poll P:v',
  'uffd register wp P:v',
  'uffd protect P:v',
  'uffd unprotect P:v',
  'uffd unregister P:v',
] as const;

const others = ['read w', 'write w', 'fill F', 'dontneed w'] as const;
const kernel = ['swapout P:v', 'swapout Q:w', 'clear_refs P', 'pagemap P:v', 'speculate P:v'] as const;

/** Text of a small scenario: one page that may be a file's, a monitor that may be told of its faults, reclaim, a tracker. */
export const randomUffd: fc.Arbitrary<string> = fc
  .record({
    mapping: fc.constantFrom(...mappings),
    filled: fc.boolean(),
    registered: fc.subarray(['missing', 'minor']),
    before: fc.array(fc.constantFrom(...own), { maxLength: 1 }),
    forks: fc.boolean(),
    first: fc.array(fc.constantFrom(...own), { minLength: 1, maxLength: 2 }),
    second: fc.array(fc.constantFrom(...own), { maxLength: 1 }),
    child: fc.array(fc.constantFrom(...own), { maxLength: 1 }),
    monitor: fc.array(fc.constantFrom(...monitor), { maxLength: 3 }),
    others: fc.array(fc.constantFrom(...others), { maxLength: 1 }),
    kernel: fc.array(fc.constantFrom(...kernel), { maxLength: 2 }),
    kills: fc.constantFrom(false, false, false, true),
  })
  .map((given) => {
    let number = 0;
    const say = (actor: string, step: string): string => {
      number++;
      if (/^(write|poke|fill|uffd copy)/.test(step)) return `${actor}: ${step} = W${number}`;
      if (/^(read|pagemap|uffd (poll|zero|continue))/.test(step)) return `${actor}: ${step} -> r${number}`;
      if (/^(get|pin|speculate)/.test(step)) return `${actor}: ${step} -> h${number}`;
      return `${actor}: ${step}`;
    };
    const acts = [...given.kernel.map((step) => say('K', step)), ...(given.kills ? ['K: kill P'] : [])];
    const lines = [
      ...(acts.length > 0 ? ['kernel K'] : []),
      `Q: map shared w of F${given.filled ? ' = FILE' : ''}`,
      `P: ${given.mapping}`,
      // A mapping that sleeps before anybody can wake it would end everything here.
      ...(given.registered.length === 0 ? given.before.map((step) => say('P', step)) : []),
      ...given.registered.map((mode) => `M: uffd register ${mode} P:v`),
      ...(given.forks ? ['P: fork C'] : []),
      'concurrently',
      ...given.first.map((step) => say('P', step)),
      ...given.second.map((step) => say('P.two', step)),
      ...(given.forks ? given.child.map((step) => say('C', step)) : []),
      ...given.monitor.map((step) => say('M', step)),
      ...given.others.map((step) => say('Q', step)),
      ...acts,
      'never missed-cow',
      'never wrong-cow',
      'never lost-data',
      'never dirty-read-only',
      'never soft-dirty-missed',
      'never soft-dirty-extra',
    ];
    return `mm random\n${lines.join('\n')}\n`;
  });
