import { furtherNavigation } from './navigation';

/** What stands under every page: where its verdicts come from, and the ways out. */
export function Footer() {
  return (
    <footer className="foot">
      <div className="in">
        <span>
          A verdict is about the model, not about a running kernel. Claims are in our own words; mail is shown from your
          own import.
        </span>
        <nav aria-label="Further">
          {furtherNavigation.map(({ path, label }, index) => (
            <span key={path}>
              {index > 0 && ' · '}
              <a href={path}>{label}</a>
            </span>
          ))}
        </nav>
      </div>
    </footer>
  );
}
