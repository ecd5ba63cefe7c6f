import type { Facts } from '#lib/observation/facts';

/** A machine that somebody observed: one kernel, however often it was booted. */
export interface ObservedKernel {
  /** Release by which its rows name it: `5.10.218`. */
  readonly release: string;
  /** What `uname` says of it; empty where nobody says. */
  readonly uname: string;
  /** How it was run. */
  readonly how: string;
  /** The policy that who observed it took to be nearest; null where nobody says. */
  readonly nearest: string | null;
  /** Day on which it was observed, ISO 8601 without time. */
  readonly measured: string;
}

/** What was done to a page step by step, and what was seen. */
export interface OrderObservation {
  readonly form: 'order';
  readonly release: string;
  /** Kind of page. */
  readonly kind: string;
  /** Empty where nothing was pinned. */
  readonly pin: string;
  /** In the words of who observed it. */
  readonly order: string;
  readonly facts: Facts;
}

/** A trial that has a name, and what was seen in the words of the program that made it. */
export interface ProbeObservation {
  readonly form: 'probe';
  readonly release: string;
  readonly probe: string;
  readonly said: string;
}

/** One set of observations, as a file holds it. */
export interface ObservationSet {
  readonly kernels: readonly ObservedKernel[];
  readonly rows: readonly (OrderObservation | ProbeObservation)[];
  /** Rows that stand twice, word for word; only one of them is in `rows`. */
  readonly repeated: number;
}
