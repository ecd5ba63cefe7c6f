import { currentEntry, furtherNavigation, type NavigationEntry, navigation } from './navigation';
import type { Theme } from './theme';
import { ThemeSwitch } from './theme-switch';

/** The bar above every page. `path` is the address of the page; plain links, so that nothing has to be loaded first. */
export function Header({ path, theme }: { path: string; theme: Theme }) {
  const link = (entry: NavigationEntry) => (
    <a key={entry.path} href={entry.path} aria-current={currentEntry(entry, path)}>
      {entry.label}
    </a>
  );
  return (
    <header className="top">
      <div className="in">
        <a className="word" href="/">
          Moot
        </a>
        <nav className="nav" aria-label="Main">
          {navigation.map(link)}
        </nav>
        <search>
          <form className="find" action="/search">
            <label className="vh" htmlFor="q">
              Search
            </label>
            <input id="q" name="q" type="search" placeholder="Search or Message-ID" autoComplete="off" />
            <kbd>/</kbd>
          </form>
        </search>
        <span className="hide-p hide-m">
          <ThemeSwitch theme={theme} path={path} />
        </span>
        <a className="btn quiet hide-p" href="/keys" data-help title="Keyboard help">
          <kbd>?</kbd>
          <span className="vh">Keyboard help</span>
        </a>
        <div className="menu">
          <a className="btn quiet" href="/search">
            Search
          </a>
          <details>
            <summary className="btn">Menu</summary>
            <div>
              {[...navigation, ...furtherNavigation].map(link)}
              <ThemeSwitch theme={theme} path={path} />
            </div>
          </details>
        </div>
      </div>
    </header>
  );
}
