import type { ReactNode } from 'react';

/** Level of a runner's own heads: 2 on a page of its own, below the head of a scenario elsewhere. */
export type Level = 2 | 3 | 4 | 5;

const tags = { 2: 'h2', 3: 'h3', 4: 'h4', 5: 'h5' } as const satisfies Record<Level, string>;

/** The level below. */
export function below(level: Level): Level {
  return level === 2 ? 3 : level === 3 ? 4 : 5;
}

/** A head inside a runner: always of the same size, at the level that its page needs. */
export function Heading({ level, children }: { level: Level; children: ReactNode }) {
  const Tag = tags[level];
  return <Tag className="rh">{children}</Tag>;
}
