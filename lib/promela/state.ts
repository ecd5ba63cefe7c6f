import { devices } from '#lib/promela/features';
import { bornAtFirst, type Machine } from '#lib/promela/machine';
import { declare } from '#lib/promela/text';

/** The variables of a state. */
export interface State {
  /** Their declarations. */
  readonly text: string;
  /** Every one of them as an expression; of arrays the element 0. */
  readonly variables: readonly string[];
}

interface Field {
  readonly name: string;
  /** Greatest value. */
  readonly most: number;
}

/** Declares the state. What the scenario cannot use is left out, so that it takes no bit of a stored state. */
export function declareState(m: Machine): State {
  const { cast, frames, slots } = m;
  const actors = m.program.actors;
  const variables: string[] = [];
  const lines: string[] = [];
  const type = (name: string, fields: readonly Field[], comment: string) => {
    lines.push(`/* ${comment} */`);
    lines.push(`typedef ${name} { ${fields.map((field) => declare(field.name, field.most)).join('; ')} }`);
    return fields.map((field) => field.name);
  };
  const structure = (type: string, name: string, fields: readonly string[], length = 0) => {
    lines.push(`${type} ${name}${length > 0 ? `[${length}]` : ''};`);
    variables.push(...fields.map((field) => `${name}${length > 0 ? '[0]' : ''}.${field}`));
  };
  const plain = (name: string, most: number, first = 0) => {
    lines.push(`${declare(name, most)}${first > 0 ? ` = ${first}` : ''};`);
    variables.push(name);
  };

  const frame = type(
    'frame_t',
    frameFields(m),
    'references, pins; slot of a cached page; contents, who must not see them',
  );
  const slot = slots > 0 ? type('slot_t', slotFields(m), 'page in the swap cache, else the contents') : [];
  const pte = type('pte_t', pteFields(m), 'what is mapped, write bit, exclusive bit of a swap entry; VMA: 0, RO, RW');
  const task = type('task_t', taskFields(m), 'part of the line; page that a fault or reclaim holds; copy that it made');

  structure('frame_t', 'F', frame, frames + 1);
  if (slots > 0) structure('slot_t', 'S', slot, slots + 1);
  for (const name of m.ptes.flat()) structure('pte_t', name, pte);
  for (const actor of actors.keys()) if (m.hasTask(actor)) structure('task_t', m.tasks[actor] ?? '', task);
  for (const [actor, over] of m.over.entries())
    if (m.isAwaited(actor)) plain(over, m.program.lines[actor]?.length ?? 0);
  for (const handle of m.handles) plain(handle, frames + 1);
  for (const register of m.registers.flat()) plain(register, cast.values.length + 1);
  for (const [mm, pinner] of m.pinners.entries()) if (m.canPin(mm)) plain(pinner, 1);
  if (m.hasFork) plain('born', 2 ** cast.mms.length - 1, bornAtFirst(m));
  if (m.features.devices.size > 0)
    plain('swap_device', Math.max(...[...m.features.devices].map((name) => devices[name])));
  for (const mm of cast.mms.keys())
    if (m.isWalked(mm)) {
      plain(m.forking[mm] ?? '', 1);
      plain(m.found[mm] ?? '', 2);
    }
  const mostCopies = (m.features.crowd + 1) * cast.variables.length > 255 ? 65_535 : 255;
  for (const counter of counters) plain(counter, counter === 'fork_copies' ? mostCopies : 255);
  return { text: lines.join('\n'), variables };
}

/** Copies by write faults, by unsharing, by fork. */
export const counters = ['copies', 'unshares', 'fork_copies'] as const;

/** Contents of a page or slot, and who must not see them. */
function contents({ cast, parts, hasFork }: Machine): readonly Field[] {
  return parts.flatMap((part) => [
    { name: `data${part}`, most: cast.values.length - 1 },
    ...(hasFork ? [{ name: `foreign${part}`, most: 2 ** cast.mms.length - 1 }] : []),
  ]);
}

function frameFields(m: Machine): readonly Field[] {
  const { cast } = m;
  const pins = cast.handles.filter((handle) => handle.kind === 'pin').length;
  // A mapping in each address space, each handle, the page of each fault, swap cache, batch, and one in passing.
  // With KSM a mapping of each variable, and of each child of a crowd.
  const { crowd, merges } = m.features;
  const mappings = (cast.mms.length + crowd) * (merges ? cast.variables.length : 1);
  const refs = mappings + cast.handles.length + 2 * m.program.actors.length + 3;
  return [
    { name: 'refs', most: refs },
    ...(m.hasPins ? [{ name: 'pins', most: pins }] : []),
    ...(m.slots > 0 ? [{ name: 'slot', most: m.slots }] : []),
    ...(m.features.locks ? [{ name: 'locked', most: 1 }] : []),
    ...(m.features.isolates ? [{ name: 'isolated', most: 1 }] : []),
    ...(m.features.writeback ? [{ name: 'writeback', most: 1 }] : []),
    ...(m.tracksExclusive ? [{ name: 'exclusive', most: 1 }] : []),
    ...(merges ? [{ name: 'ksm', most: 1 }] : []),
    ...(crowd > 0 ? [{ name: 'crowd', most: mappings }] : []),
    ...(m.hasBatches ? [{ name: 'batch', most: Math.max(...cast.cpus.values()) + 1 }] : []),
    ...contents(m),
  ];
}

function slotFields(m: Machine): readonly Field[] {
  const { crowd, merges } = m.features;
  const most = crowd * (merges ? m.cast.variables.length : 1);
  return [{ name: 'cached', most: m.frames }, ...(crowd > 0 ? [{ name: 'crowd', most }] : []), ...contents(m)];
}

/**
 * `entry`: what a migration entry brings back: 0 readable, 1 readable and exclusive, 2 writable. `exposed`: another address space wrote at this place after
 * the two had parted.
 */
function pteFields(m: Machine): readonly Field[] {
  return [
    { name: 'at', most: m.frames + 1 + m.slots + (m.features.migrates ? m.frames : 0) },
    { name: 'rw', most: 1 },
    ...(hasKept(m) ? [{ name: 'kept', most: 1 }] : []),
    { name: 'vma', most: 2 },
    ...(m.features.migrates ? [{ name: 'entry', most: 2 }] : []),
    ...(m.hasFork ? [{ name: 'exposed', most: 1 }] : []),
  ];
}

/**
 * `writes`: page that a swap-out is writing; `reads`: slot that is read around the swap cache; `moved`: page that a
 * migration moved to; `target`: page that KSM merges into; `walk`: page that GUP-fast
 * saw, `walk_rw` its write bit, `forked` whether a fork began since. `stale`: reclaim took away the PTE that the copy is for. It may be
 * back, and is no longer what it was.
 */
function taskFields(m: Machine): readonly Field[] {
  const walks = m.features.walked.size > 0;
  return [
    { name: 'part', most: mostParts(m) },
    { name: 'old', most: m.frames },
    { name: 'fresh', most: m.frames },
    ...(m.program.actors.some((_, actor) => m.hasStale(actor)) ? [{ name: 'stale', most: 1 }] : []),
    ...(m.features.writeback ? [{ name: 'writes', most: m.frames }] : []),
    ...(m.features.devices.has('zram') ? [{ name: 'reads', most: m.slots }] : []),
    ...(m.features.migrates ? [{ name: 'moved', most: m.frames }] : []),
    ...(m.features.merges ? [{ name: 'target', most: m.frames }] : []),
    ...(walks
      ? [
          { name: 'walk', most: m.frames },
          { name: 'walk_rw', most: 1 },
          { name: 'forked', most: 1 },
        ]
      : []),
  ];
}

/** Parts of a line count up to 7, those of a fork that is met half-way two for each variable. */
function mostParts(m: Machine): number {
  return m.features.walked.size > 0 ? Math.max(7, 2 * m.cast.variables.length - 1) : 4;
}

/** Whether a swap PTE may remember that its page was exclusive. */
export function hasKept(m: Machine): boolean {
  return m.tracksExclusive && m.slots > 0;
}
