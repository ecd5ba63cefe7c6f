interface Props {
  /** 1-based. */
  readonly page: number;
  readonly pages: number;
  readonly href: (page: number) => string;
  /** Words of the links to the pages before and after. */
  readonly before?: string;
  readonly after?: string;
}

/** Links to the pages before and after; by default those of a list that stands newest first. */
export function Pager({ page, pages, href, before = 'Newer', after = 'Older' }: Props) {
  if (pages <= 1) return null;
  return (
    <nav className="pager" aria-label="Pages">
      {page > 1 && (
        <a href={href(page - 1)} rel="prev">
          {before}
        </a>
      )}
      <span className="note">
        Page {page} of {pages}
      </span>
      {page < pages && (
        <a href={href(page + 1)} rel="next">
          {after}
        </a>
      )}
    </nav>
  );
}
