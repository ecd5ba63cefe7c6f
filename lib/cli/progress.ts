const BAR = 30;

/**
 * A progress bar on a terminal, for what lasts over a second; nothing elsewhere. `total` in the unit of `at`; undefined
 * where it is not known, then only the label counts.
 */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #total: number | undefined;
  readonly #start = Date.now();
  #drawn = 0;

  constructor(total: number | undefined, stream: NodeJS.WriteStream = process.stderr) {
    this.#total = total;
    this.#stream = stream;
  }

  /** `total` may also come to be known on the way. */
  show(at: number, label: string, total = this.#total): void {
    const now = Date.now();
    if (!this.#stream.isTTY || now - this.#start < 1000 || now - this.#drawn < 100) return;
    this.#drawn = now;
    let bar = '';
    if (total !== undefined && total > 0) {
      const share = Math.min(1, at / total);
      const full = Math.round(share * BAR);
      bar = `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ${String(Math.floor(share * 100)).padStart(3)} % `;
    }
    this.#stream.write(`\r\u001b[K${bar}${label}`.slice(0, 5 + (this.#stream.columns || 80)));
  }

  /** Takes the bar away, so that what is written next begins a line. */
  clear(): void {
    if (this.#drawn > 0) this.#stream.write('\r\u001b[K');
  }
}
