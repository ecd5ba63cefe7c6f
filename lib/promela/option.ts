/** One way in which an actor can go on at a line: one `d_step` of its process. */
export interface Option {
  /** Condition on which it can be taken; `true` for always. */
  readonly guard: string;
  /** What it does; empty for nothing. */
  readonly does: string;
  /** Whether the line is over then, or another part of it follows. */
  readonly ends: boolean;
}
