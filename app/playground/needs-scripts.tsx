'use client';

import { useEffect, useState } from 'react';

/** What a reader without scripts is told. It goes as soon as scripts run. */
export function NeedsScripts() {
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  if (isAlive) return null;
  return (
    <p className="note">
      The playground needs scripts: the simulator runs in the page. Without them you can read the text below, and every{' '}
      <a href="/scenarios">recorded scenario</a> with its verdicts.
    </p>
  );
}
