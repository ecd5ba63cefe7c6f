import type { ReactNode } from 'react';

interface CrumbProps {
  /** The list that this page belongs to. */
  readonly up: { readonly href: string; readonly label: string };
  readonly here: string;
  /** Links at the right end. */
  readonly children?: ReactNode;
}

/** Where the page stands, and what can be done with it. */
export function Crumb({ up, here, children }: CrumbProps) {
  return (
    <div className="crumb">
      <span>
        <a href={up.href} rel="up">
          {up.label}
        </a>{' '}
        / <code>{here}</code>
      </span>
      <span className="acts">{children}</span>
    </div>
  );
}
