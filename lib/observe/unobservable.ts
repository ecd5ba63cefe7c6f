/** Nothing can be observed here, for a reason that its message says whole. */
export class Unobservable extends Error {}
