import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import '@fontsource-variable/ibm-plex-sans/standard.css';
import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-mono/600.css';
import './moot.css';
import './m/mail.css';
import './p/effect.css';
import './p/patch.css';
import './p/diff.css';
import './p/range.css';
import './p/review.css';
import './observations/observations.css';
import './scenarios/runner.css';
import './people/people.css';
import './playground/playground.css';
import './map/map.css';
import './timeline/timeline.css';
import { Footer } from './_components/footer';
import { Header } from './_components/header';
import { KeyList } from './_components/key-list';
import { Keyboard } from './_components/keyboard';
import { Sprite } from './_components/sprite';
import { parseTheme } from './_components/theme';

export const metadata: Metadata = {
  title: { default: 'Moot', template: '%s · Moot' },
  description: 'A mailing-list debate as linked claims that run.',
  robots: { index: false },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

/** The frame of every page. The theme is in the first byte, so that it does not flash. */
export default async function Layout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get('theme')?.value);
  const path = (await headers()).get('x-moot-path') ?? '/';
  return (
    <html lang="en" {...(theme === 'system' ? {} : { 'data-theme': theme })}>
      <body>
        <a className="skip" href="#main">
          Skip to the content
        </a>
        <Sprite />
        <Header path={path} theme={theme} />
        <main className="page" id="main">
          {children}
        </main>
        <Footer />
        <Keyboard>
          <KeyList />
        </Keyboard>
      </body>
    </html>
  );
}
