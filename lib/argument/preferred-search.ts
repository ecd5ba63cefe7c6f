import { type Framework, IN, type Labels, OUT, UNDECIDED } from '#lib/argument/framework';

/** Not in, as the search has it: tried later as undecided, unless something that is in attacks it. */
const LEFT_OUT = 3;
/** Attacks something that is in, and has to be attacked by something that is. */
const MUST_BE_OUT = 4;

/**
 * A search for preferred labellings: an argument is taken in, then left out, with what follows from each at once (after
 * S. Nofal, K. Atkinson, P. E. Dunne, "Algorithms for decision problems in argument systems under preferred semantics",
 * Artificial Intelligence 207, 2014). What has no attackers left is in; what is in needs its attackers out; what was left
 * out must not turn out to have no attackers left. Because an argument is first taken in, a position is found before each
 * that is smaller, so a new one is preferred unless it is part of one that was found.
 */
export class PreferredSearch {
  /** The preferred labellings that were found so far. */
  readonly found: Labels[] = [];
  /** Whether there are no more. */
  isDone = false;

  readonly #framework: Framework;
  readonly #labels: Labels;
  /** Arguments and the labels that they had before, oldest first: what is taken back when a choice is. */
  readonly #trail: (readonly [argument: number, before: number])[] = [];
  /** Arguments that were taken in, their place in the order, and how long the trail was before. */
  readonly #choices: { readonly argument: number; readonly place: number; readonly trail: number }[] = [];
  /** Arguments whose labels may have to change. */
  readonly #unsettled: number[] = [];
  /** Arguments with most attacks first: a choice about them decides most. */
  readonly #order: readonly number[];
  /** Everything before this place of the order is labelled. */
  #place = 0;

  constructor(framework: Framework) {
    this.#framework = framework;
    this.#labels = new Uint8Array(framework.size);
    const all = Array.from({ length: framework.size }, (_, argument) => argument);
    const degree = all.map((argument) => this.#attackers(argument).length + this.#attacked(argument).length);
    this.#order = all.toSorted((a, b) => (degree[b] ?? 0) - (degree[a] ?? 0) || a - b);
    const selfAttackers = all.filter((argument) => this.#attackers(argument).includes(argument));
    for (const argument of selfAttackers) this.#put(argument, LEFT_OUT);
    for (const argument of all) this.#unsettled.push(argument);
    if (!this.#settleAll()) throw new Error('Cannot search: no labelling at all, though one always exists');
  }

  /** Makes one choice, or takes note of a labelling, and takes back choices that lead nowhere. */
  step(): void {
    let argument = this.#order[this.#place];
    while (argument !== undefined && this.#labels[argument] !== UNDECIDED) argument = this.#order[++this.#place];
    if (argument === undefined) {
      this.#keep();
      this.#goBack();
      return;
    }
    this.#choices.push({ argument, place: this.#place, trail: this.#trail.length });
    if (!this.#takeIn(argument)) this.#goBack();
  }

  /** Notes the labelling unless it is part of one that was found: it is then no preferred one. */
  #keep(): void {
    const labels = this.#labels.map((label) => (label === LEFT_OUT ? UNDECIDED : label));
    const isPart = this.found.some((other) => labels.every((label, one) => label !== IN || other[one] === IN));
    if (!isPart) this.found.push(labels);
  }

  /** Takes back choices up to the last that can still be turned, and turns it. */
  #goBack(): void {
    for (;;) {
      const choice = this.#choices.pop();
      if (choice === undefined) {
        this.isDone = true;
        return;
      }
      while (this.#trail.length > choice.trail) {
        const [argument, before] = this.#trail.pop() ?? [0, 0];
        this.#labels[argument] = before;
      }
      this.#place = choice.place;
      // A choice that was turned has no way back to it: what is left out stays so until the choice before is taken back.
      if (this.#leaveOut(choice.argument)) return;
    }
  }

  #attackers(argument: number): Int32Array {
    const { starts, items } = this.#framework.attackers;
    return items.subarray(starts[argument], starts[argument + 1]);
  }

  #attacked(argument: number): Int32Array {
    const { starts, items } = this.#framework.attacked;
    return items.subarray(starts[argument], starts[argument + 1]);
  }

  /** Labels an argument in, and draws the consequences; false where they contradict each other. */
  #takeIn(argument: number): boolean {
    this.#put(argument, IN);
    return this.#settleAll();
  }

  #leaveOut(argument: number): boolean {
    this.#put(argument, LEFT_OUT);
    return this.#settleAll();
  }

  /** Labels an argument, and has all that this may decide looked at. */
  #put(argument: number, label: number): void {
    this.#note(argument, label);
    this.#unsettled.push(argument);
    for (const other of this.#attacked(argument)) this.#unsettled.push(other);
    if (label !== IN) return;
    for (const other of this.#attackers(argument)) this.#unsettled.push(other);
  }

  #settleAll(): boolean {
    for (let one = this.#unsettled.pop(); one !== undefined; one = this.#unsettled.pop()) {
      if (this.#settle(one)) continue;
      this.#unsettled.length = 0;
      return false;
    }
    return true;
  }

  /** Compares an argument's label with those around it and corrects it; false where they contradict each other. */
  #settle(argument: number): boolean {
    const label = this.#labels[argument];
    const { isBeaten, isStanding, open, openCount } = this.#look(argument);
    if (isBeaten) {
      if (label !== OUT && label !== IN) this.#put(argument, OUT);
      return label !== IN;
    }
    if (label === IN || label === OUT) return true;
    const isAgainstWinner = this.#attacked(argument).some((other) => this.#labels[other] === IN);
    if (isAgainstWinner && label !== MUST_BE_OUT) {
      this.#put(argument, MUST_BE_OUT);
      return true;
    }
    if (label === MUST_BE_OUT) {
      if (openCount === 1) this.#put(open, IN);
      return openCount > 0;
    }
    // Nothing attacks it that is not out: a position that could hold it, and does not, is not as large as it can be.
    if (!isStanding && label === UNDECIDED) this.#put(argument, IN);
    return isStanding || label === UNDECIDED;
  }

  /** The attackers of an argument: whether one is in, whether one is not out, and which may still be in. */
  #look(argument: number) {
    let isBeaten = false;
    let isStanding = false;
    let open = -1;
    let openCount = 0;
    for (const attacker of this.#attackers(argument)) {
      const label = this.#labels[attacker];
      if (label === IN) isBeaten = true;
      if (label !== OUT && label !== MUST_BE_OUT) isStanding = true;
      if (label !== UNDECIDED || attacker === open) continue;
      open = attacker;
      openCount += 1;
    }
    return { isBeaten, isStanding, open, openCount };
  }

  #note(argument: number, label: number): void {
    this.#trail.push([argument, this.#labels[argument] ?? UNDECIDED]);
    this.#labels[argument] = label;
  }
}
