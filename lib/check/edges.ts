const CHUNK_BITS = 12;
const CHUNK = 1 << CHUNK_BITS;

/** The steps between states, in the order of the states that they leave: successors of state `i` stand together. */
export class Edges {
  private readonly chunks: Uint32Array[] = [];
  private readonly starts: number[] = [];
  private size = 0;

  /** Opens the successors of the next state. */
  begin(): void {
    this.starts.push(this.size);
  }

  add(target: number): void {
    const at = this.size >>> CHUNK_BITS;
    if (at === this.chunks.length) this.chunks.push(new Uint32Array(CHUNK));
    const chunk = this.chunks[at];
    if (chunk !== undefined) chunk[this.size & (CHUNK - 1)] = target;
    this.size++;
  }

  /** Number of the first edge that leaves a state. */
  startOf(state: number): number {
    return this.starts[state] ?? this.size;
  }

  targetOf(edge: number): number {
    return this.chunks[edge >>> CHUNK_BITS]?.[edge & (CHUNK - 1)] ?? 0;
  }
}
