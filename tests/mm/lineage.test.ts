import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { cowPolicies as policies } from '#lib/mm/policies';
import { pageKinds } from '#lib/mm/size';
import { type Scenario, stepsOf } from '#lib/scenario/scenario';
import { defaultBounds, runPolicy } from '#lib/simulators';

/** What somebody may do in one fixed order; the number picks who, or which handle. */
const deed = fc.record({
  what: fc.constantFrom(
    ...['store', 'store', 'load', 'load', 'fork', 'dma', 'look', 'look', 'release', 'munmap', 'dontneed', 'exit'],
    ...[
      'get read',
      'get write',
      'pin read',
      'pin write',
      'vmsplice',
      'swapout',
      'clear_refs',
      'mprotect ro',
      'mprotect rw',
    ],
  ),
  which: fc.nat({ max: 5 }),
});

interface Told {
  readonly text: string;
  /** Of each value: which process stored it, and how many processes had been born. */
  readonly stores: ReadonlyMap<string, { readonly by: string; readonly at: number }>;
  /** Of each register: whose view it is. */
  readonly views: ReadonlyMap<string, string>;
  /** Of each process: its parent, and how many lines had been told when it was born. */
  readonly births: ReadonlyMap<string, { readonly parent: string; readonly at: number }>;
}

/** A fork with a reference before or after it, for without both nothing leaks. */
const opening = fc.constantFrom<readonly { what: string; which: number }[]>(
  [
    { what: 'fork', which: 0 },
    { what: 'get read', which: 1 },
  ],
  [
    { what: 'get read', which: 0 },
    { what: 'fork', which: 0 },
  ],
  [
    { what: 'pin write', which: 0 },
    { what: 'fork', which: 0 },
  ],
  [
    { what: 'fork', which: 0 },
    { what: 'vmsplice', which: 1 },
    { what: 'munmap', which: 1 },
  ],
);

/** Writes the scenario down, and with it who stored what when. */
function tell(deeds: readonly { what: string; which: number }[]): Told {
  const lines = ['P: map v = W0'];
  const processes = ['P'];
  const handles: { name: string; by: string }[] = [];
  const stores = new Map([['W0', { by: 'P', at: 0 }]]);
  const views = new Map<string, string>();
  const births = new Map<string, { parent: string; at: number }>();
  for (const { what, which } of deeds) {
    const at = lines.length;
    const who = processes[which % processes.length] ?? 'P';
    const handle = handles[which % Math.max(1, handles.length)];
    if (what === 'store') {
      stores.set(`W${at}`, { by: who, at });
      lines.push(`${who}: write v = W${at}`);
    } else if (what === 'load') {
      views.set(`r${at}`, who);
      lines.push(`${who}: read v -> r${at}`);
    } else if (what === 'fork' && processes.length < 4) {
      const child = `C${at}`;
      births.set(child, { parent: who, at });
      processes.push(child);
      lines.push(`${who}: fork ${child}`);
    } else if (what === 'dma' && handle !== undefined) {
      stores.set(`W${at}`, { by: handle.by, at });
      lines.push(`D: write ${handle.name} = W${at}`);
    } else if (what === 'look' && handle !== undefined) {
      views.set(`r${at}`, handle.by);
      lines.push(`D: read ${handle.name} -> r${at}`);
    } else if (what === 'release' && handle !== undefined) lines.push(`D: release ${handle.name}`);
    else if (/^(get|pin|vmsplice)/.test(what)) {
      handles.push({ name: `h${at}`, by: who });
      lines.push(`${who}: ${what} v -> h${at}`);
    } else if (what === 'swapout') lines.push(`K: swapout ${who}:v`);
    else if (what === 'clear_refs') lines.push(`K: clear_refs ${who}`);
    else if (what === 'exit') lines.push(`${who}: exit`);
    else if (/^(munmap|dontneed|mprotect)/.test(what)) lines.push(`${who}: ${what} v`);
  }
  // In the end everybody looks once more, so that what leaked is seen.
  for (const [index, { name, by }] of handles.entries()) {
    views.set(`last${index}`, by);
    lines.push(`D: read ${name} -> last${index}`);
  }
  for (const process of processes) {
    views.set(`own${process}`, process);
    lines.push(`${process}: read v -> own${process}`);
  }
  const declared = [
    ...(lines.some((line) => line.startsWith('K:')) ? ['kernel K'] : []),
    ...(lines.some((line) => line.startsWith('D:')) ? ['device D'] : []),
  ];
  return {
    text: [
      'mm t',
      ...declared,
      ...lines,
      'never missed-cow',
      'never wrong-cow-pin',
      'never wrong-cow-reference',
      '',
    ].join('\n'),
    stores,
    views,
    births,
  };
}

/** The process that `process` was at a time: itself, or the forefather out of which it came later. */
function lineage(process: string, at: number, births: Told['births']): string {
  const birth = births.get(process);
  return birth === undefined || birth.at < at ? process : lineage(birth.parent, at, births);
}

const kinds = fc.constantFrom(...pageKinds.map(({ id }) => id));

describe('missed COW', () => {
  it('is exactly: a view shows what another than its own forefather of that time had stored', () => {
    let missed = 0;
    fc.assert(
      fc.property(opening, fc.array(deed, { minLength: 4, maxLength: 14 }), kinds, (first, deeds, kind) => {
        const { text, stores, views, births } = tell([...first, ...deeds]);
        const { scenario, issues } = mm.parse(text);
        if (scenario === undefined) throw new Error(`${issues.map((issue) => issue.message).join('; ')}\n${text}`);
        for (const { id } of policies) {
          const run = runPolicy(mm, scenario, id, defaultBounds, kind);
          if (!run.complete) continue;
          const [outcome] = run.outcomes;
          const leaks = Object.entries(outcome?.registers ?? {}).filter(([register, value]) => {
            const store = stores.get(value);
            return store !== undefined && lineage(views.get(register) ?? '', store.at, births) !== store.by;
          });
          expect(run.properties[0]?.verdict === 'violated', `${id} on ${kind}: ${leaks.join(' ')}\n${text}`).toBe(
            leaks.length > 0,
          );
          if (leaks.length > 0) missed++;
        }
      }),
      { numRuns: 600 },
    );
    expect(missed).toBeGreaterThan(20);
  });
});

/** The kinds of handle that parted from their taker's page, by the pages that each frame of the one schedule shows. */
function findParted(scenario: Scenario, policy: string, kind: string): ReadonlySet<string> {
  let schedule = '';
  let { frames } = mm.replay(scenario, policy, schedule, kind);
  for (;;) {
    const next = frames.at(-1)?.choices.find((choice) => choice.disabled === null);
    if (next === undefined) break;
    schedule += next.code;
    frames = mm.replay(scenario, policy, schedule, kind).frames;
  }
  const steps = stepsOf(scenario);
  const takers = steps.filter((step) => step.args.HANDLE !== undefined && step.verb !== 'release');
  const known = new Set<string>();
  const together = new Set<string>();
  const parted = new Set<string>();
  for (const { step, cells } of frames) {
    const shown = new Map(cells.map((cell) => [cell.name, cell.value]));
    const line = steps.find((one) => one.line === step?.line);
    for (const { args, actor, verb } of takers) {
      const handle = args.HANDLE ?? '';
      const held = shown.get(handle);
      if (held !== undefined && !known.has(handle)) together.add(handle);
      if (held !== undefined) known.add(handle);
      const goes = line?.actor === actor && ['munmap', 'dontneed', 'exit'].includes(line.verb);
      if (held === undefined || goes) together.delete(handle);
      const page = /^(F\d+|zero page) /.exec(shown.get(`${actor}:v`) ?? '')?.[1];
      if (!together.has(handle) || page === undefined || page === held?.replace('the ', '')) continue;
      together.delete(handle);
      parted.add(verb.startsWith('pin') ? 'wrong-cow-pin' : 'wrong-cow-reference');
    }
  }
  return parted;
}

describe('wrong COW', () => {
  it('is exactly: a live handle’s page is not its taker’s any more, and the taker did not let it go', () => {
    let wrong = 0;
    fc.assert(
      fc.property(
        opening,
        fc.array(deed, { maxLength: 10 }),
        fc.constantFrom(...policies),
        kinds,
        (first, deeds, { id }, kind) => {
          const { scenario } = mm.parse(tell([...first, ...deeds]).text);
          if (scenario === undefined) throw new Error('does not parse');
          const parted = findParted(scenario, id, kind);
          for (const { name, verdict } of runPolicy(mm, scenario, id, defaultBounds, kind).properties.slice(1))
            expect(verdict === 'violated', `${id} ${name} on ${kind}`).toBe(parted.has(name));
          if (parted.size > 0) wrong++;
        },
      ),
      { numRuns: 400 },
    );
    expect(wrong).toBeGreaterThan(20);
  });
});
