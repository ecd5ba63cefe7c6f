/** A failure that its message explains whole: the command line prints that sentence, no stack, and exits with 2. */
export class PlainError extends Error {}
