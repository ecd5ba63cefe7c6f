import { type Asked, askCondition } from '#lib/promela/condition';
import { identify } from '#lib/promela/identify';
import type { Machine } from '#lib/promela/machine';
import { NotCovered } from '#lib/promela/not-covered';
import { inOrder } from '#lib/promela/text';
import { printExpression } from '#lib/scenario/expression';
import { printProperty } from '#lib/scenario/print';
import type { Check, Mode } from '#lib/scenario/scenario';

/** A property or check of the scenario, and the assertions that pan names when it meets it. */
export interface Watch {
  /** As a run of the explorer calls it. */
  readonly name: string;
  readonly mode: Mode | 'check';
  /** `assertion violated HIT`: it is broken (`reach`: reached). */
  readonly hit: string;
  /** `assertion violated AROSE`: the situation that it speaks about arose. */
  readonly arose: string;
}

const builtIns = ['missed-cow', 'wrong-cow', 'wrong-cow-pin', 'wrong-cow-reference'];

/** Every property and check, and the text of the assertions. */
export class Watches {
  readonly all: readonly Watch[];
  private readonly m: Machine;
  private readonly conditions = new Map<Watch, Asked>();
  private readonly byCheck = new Map<Check, Watch>();

  constructor(m: Machine) {
    this.m = m;
    const { scenario, program } = m;
    const found: { watch: Omit<Watch, 'hit' | 'arose'>; asked?: Asked; check?: Check }[] = [];
    for (const property of scenario.properties) {
      const { condition, mode } = property;
      if (condition.is === 'built-in') {
        if (!builtIns.includes(condition.name))
          throw new NotCovered(`property ${condition.name} is not written in Promela`, property.line);
        found.push({ watch: { name: condition.name, mode } });
      } else
        found.push({
          watch: { name: printProperty(property), mode },
          asked: askCondition(m, condition, property.line),
        });
    }
    // In the order of the text, as a run lists them.
    const checks = scenario.phases.flatMap((phase) => phase.lines.filter((line) => line.type === 'check'));
    const lines = program.lines.flat();
    for (const check of checks) {
      if (!lines.some((line) => line.checks.includes(check))) continue;
      const name = `check ${printExpression(check.condition)} (line ${check.line})`;
      found.push({ watch: { name, mode: 'check' }, asked: askCondition(m, check.condition, check.line), check });
    }
    const hits = identify(
      'hit',
      found.map(({ watch }) => watch.name),
    );
    this.all = found.map(({ watch, asked, check }, index) => {
      const hit = hits[index] ?? '';
      const whole = { ...watch, hit, arose: hit.replace(/^hit/, 'arose') };
      if (asked !== undefined) this.conditions.set(whole, asked);
      if (check !== undefined) this.byCheck.set(check, whole);
      return whole;
    });
  }

  /** Declares what assertions are called, and what is asked after every step. */
  declare(): string {
    const names = this.all.flatMap(({ hit, arose }) => [hit, arose]);
    const inStates = this.all.filter((watch) => watch.mode !== 'finally' && watch.mode !== 'check');
    return [
      '/* Each assertion is named after what it watches, and fails once: a name stands for false until then. */',
      ...(names.length > 0 ? [`hidden byte ${names.join(', ')};`] : []),
      '#ifdef NO_WATCH',
      '#define watch(name, is_met) skip',
      '#else',
      '#define watch(name, is_met) if :: !name && (is_met) -> assert(name); name = 1 :: else fi',
      '#endif',
      `inline ask_state() { ${inOrder(...inStates.map((watch) => this.askState(watch))) || 'skip'} }`,
    ].join('\n');
  }

  /** Whether `ask_state()` has anything to ask. */
  get asksStates(): boolean {
    return this.all.some((watch) => watch.mode !== 'check' && watch.mode !== 'finally' && this.conditions.has(watch));
  }

  private askState(watch: Watch): string {
    const asked = this.conditions.get(watch);
    if (asked === undefined) return '';
    const { isTrue, speaks } = asked;
    const met = watch.mode === 'always' ? `${speaks} && !(${isTrue})` : `${speaks} && (${isTrue})`;
    return inOrder(`watch(${watch.hit}, ${met})`, `watch(${watch.arose}, ${speaks})`);
  }

  /** What is asked when a line is over. */
  askChecks(checks: readonly Check[]): string {
    return inOrder(
      ...checks.flatMap((check) => {
        const watch = this.byCheck.get(check);
        return watch === undefined ? [] : [this.askEnd(watch), `watch(${watch.arose}, true)`];
      }),
    );
  }

  /** What is asked where nothing can be done any more. */
  askEnds(): string {
    return inOrder(
      ...this.all
        .filter((watch) => watch.mode === 'finally')
        .flatMap((watch) => [
          this.askEnd(watch),
          `watch(${watch.arose}, ${this.conditions.get(watch)?.speaks ?? 'true'})`,
        ]),
    );
  }

  private askEnd(watch: Watch): string {
    const asked = this.conditions.get(watch);
    return asked === undefined ? '' : `watch(${watch.hit}, !(${asked.speaks} && (${asked.isTrue})))`;
  }

  /** An address space reads a page: it must not see what it was to be kept from. */
  onLoad(page: string, part: number, mm: number): string {
    const watch = this.builtIn('missed-cow');
    if (watch === undefined || mm < 0 || !this.m.hasFork) return '';
    return `watch(${watch.hit}, (F[${page}].foreign${part} >> ${mm}) & 1)`;
  }

  /** An address space reads where another has written since they parted. */
  onExposedLoad(pte: string): string {
    const watch = this.builtIn('missed-cow');
    return watch === undefined || !this.m.hasFork ? '' : `watch(${watch.arose}, ${pte}.exposed)`;
  }

  /** A copy takes the place of a page (`ZERO` for the zero page) in an address space: its own handles may stay behind. */
  onReplaced(mm: number, variable: number, old: string): string {
    return this.onHandles(mm, variable, (handle) => `${handle} == ${old}`, 'hit');
  }

  /** An address space stores where one of its handles is live. */
  onStoreUnderHandle(mm: number, variable: number): string {
    return this.onHandles(mm, variable, (handle) => `${handle} != 0`, 'arose');
  }

  private onHandles(mm: number, variable: number, test: (handle: string) => string, what: 'hit' | 'arose'): string {
    return inOrder(
      ...this.m.cast.handles.flatMap((handle, index) => {
        if (handle.mm !== mm || handle.variable !== variable) return [];
        const own = handle.kind === 'pin' ? 'wrong-cow-pin' : 'wrong-cow-reference';
        const watches = [this.builtIn('wrong-cow'), this.builtIn(own)];
        return watches.map((watch) =>
          watch === undefined ? '' : `watch(${watch[what]}, ${test(this.m.handles[index] ?? '')})`,
        );
      }),
    );
  }

  private builtIn(name: string): Watch | undefined {
    return this.all.find((watch) => watch.name === name && watch.mode !== 'check');
  }
}
