/** What a version's name is made of. */
export interface NamedVersion {
  /** 1 where none is written; `v2.1` is 2.1. */
  readonly version: number;
  readonly isRfc: boolean;
  readonly isResend: boolean;
}

/** The short name of a version: `v2`, `RFC v1`, `v2 resent`. */
export function sayVersion({ version, isRfc, isResend }: NamedVersion): string {
  return `${isRfc ? 'RFC ' : ''}v${version}${isResend ? ' resent' : ''}`;
}
