import { nextTheme, type Theme } from './theme';

/** Goes to the next theme. A plain form: the server sets a cookie and sends the reader back. */
export function ThemeSwitch({ theme, path }: { theme: Theme; path: string }) {
  return (
    <form method="post" action="/api/theme">
      <input type="hidden" name="theme" value={nextTheme(theme)} />
      <input type="hidden" name="back" value={path} />
      <button type="submit" className="btn quiet" title="Theme: system, light, dark">
        Theme: {theme}
      </button>
    </form>
  );
}
