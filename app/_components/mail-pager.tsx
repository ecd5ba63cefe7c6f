interface Props {
  /** 1-based. */
  readonly page: number;
  readonly pages: number;
  readonly href: (page: number) => string;
}

/** Newer and older pages of a list that stands newest first. */
export function Pager({ page, pages, href }: Props) {
  if (pages <= 1) return null;
  return (
    <nav className="pager" aria-label="Pages">
      {page > 1 && (
        <a href={href(page - 1)} rel="prev">
          Newer
        </a>
      )}
      <span className="note">
        Page {page} of {pages}
      </span>
      {page < pages && (
        <a href={href(page + 1)} rel="next">
          Older
        </a>
      )}
    </nav>
  );
}
