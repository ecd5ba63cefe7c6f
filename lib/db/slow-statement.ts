/** The database stopped a statement of a page, because it took longer than a page may. */
export class SlowStatement extends Error {
  /** The word by which app/error.tsx knows it: class and message of an error stay on the server. */
  readonly digest = 'slow-statement';

  constructor() {
    super('The database did not answer in the time that a page may take, and was stopped. Nothing was changed.');
  }
}
