import type { Facts, Prediction } from '#lib/observation/facts';
import { readOrder } from '#lib/observation/order';
import { findPin } from '#lib/observation/pin';
import type { Player } from '#lib/observation/player';
import { registers, translateOrder } from '#lib/observation/translate';
import type { PolicyRun } from '#lib/scenario/run';

/** An order as an observer wrote it down. */
export interface OrderRequest {
  readonly order: string;
  /** Empty where nothing is pinned. */
  readonly pin: string;
  readonly kernel: string;
  readonly kind: string;
}

/** The text of the scenario that an order is played as, and what the model says. */
export interface OrderPrediction {
  readonly text: string | null;
  readonly prediction: Prediction;
}

/**
 * What the model says of an order. Facts: `pin`, what is read through the pin at the end; `parent`, `child`, what they
 * read themselves; `page`, whether the last store reused the page that was mapped there or copied it.
 */
export function predictOrder(request: OrderRequest, play: Player): OrderPrediction {
  const silent = (reason: string, text: string | null = null): OrderPrediction => ({
    text,
    prediction: { is: 'not modelled', reason },
  });
  const { steps, reason } = readOrder(request.order);
  if (steps === null) return silent(reason);
  const pin = findPin(request.pin) ?? null;
  if (pin === null && request.pin !== '') return silent(`unknown pin “${request.pin}”`);
  const translation = translateOrder({ steps, pin, kernel: request.kernel, kind: request.kind });
  if (translation.text === null) return silent(translation.reason);
  const { text } = translation;
  const run = play(text, request.kernel, request.kind);
  if (typeof run === 'string') return silent(run, text);
  if (!run.complete) return silent(`the search met a bound: ${run.bound}`, text);
  const before = translation.before === null ? null : play(translation.before, request.kernel, request.kind);
  if (typeof before === 'string') return silent(before, text);
  const copiesBefore = before === null ? undefined : oneNumber(before);
  const ends = run.outcomes.map((outcome): Facts => {
    const facts: Record<string, string> = {};
    for (const [name, register] of Object.entries(registers)) {
      const value = outcome.registers[register];
      if (value !== undefined) facts[name] = value;
    }
    // Where what came before can end in several ways, the model cannot tell which of its copies the last store made.
    if (copiesBefore !== undefined) facts.page = outcome.copies > copiesBefore ? 'copied' : 'reused';
    return facts;
  });
  return { text, prediction: { is: 'predicted', ends } };
}

/** Copies in every end of a run; undefined where they differ. */
function oneNumber(run: PolicyRun): number | undefined {
  const [first, ...others] = new Set(run.outcomes.map(({ copies }) => copies));
  return others.length === 0 ? first : undefined;
}
