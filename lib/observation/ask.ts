import { type Comparison, compareFacts, type Facts, readFacts } from '#lib/observation/facts';
import type { OrderObservation, ProbeObservation } from '#lib/observation/observation';
import type { Player } from '#lib/observation/player';
import { type OrderPrediction, predictOrder } from '#lib/observation/predict-order';
import { predictProbe } from '#lib/observation/probe';
import { findProbe, nameOfProbe } from '#lib/observation/probes';

/** An observation beside what the model says of the same. */
export interface Asked extends Comparison {
  /** What was seen, as far as it could be read. */
  readonly facts: Facts;
  /** What the model says: every end; empty where it says nothing. */
  readonly ends: readonly Facts[];
  /** The scenario that was played; null where there is none. */
  readonly text: string | null;
}

/** What was seen as facts; undefined where that cannot be read. */
export function factsOf(row: OrderObservation | ProbeObservation): Facts | undefined {
  if (row.form === 'order') return row.facts;
  return readFacts(row.said) ?? findProbe(nameOfProbe(row.probe))?.read(row.said);
}

/** Asks the model what it says of an observation, under the kernel that was observed. */
export function askModel(row: OrderObservation | ProbeObservation, play: Player): Asked {
  const facts = factsOf(row);
  if (row.form === 'order') {
    const { release: kernel, order, pin, kind } = row;
    return compare(row.facts, predictOrder({ order, pin, kernel, kind }, play));
  }
  const name = nameOfProbe(row.probe);
  const probe = findProbe(name);
  if (probe === undefined) return silent(`no scenario says what ${name} does`, facts);
  if (facts === undefined) return silent('what was seen cannot be read as facts');
  return compare(facts, predictProbe(probe, row.release, play));
}

function compare(facts: Facts, { text, prediction }: OrderPrediction): Asked {
  const ends = prediction.is === 'predicted' ? prediction.ends : [];
  return { ...compareFacts(facts, prediction), facts, ends, text };
}

function silent(reason: string, facts: Facts = {}): Asked {
  return { agreement: 'not modelled', reason, facts, ends: [], text: null };
}
