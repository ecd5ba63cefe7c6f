'use client';

import { useEffect, useState } from 'react';

/** Copies a mail's text, for a mail program that quotes by itself. Nothing is shown where scripts do not run. */
export function CopyMail({ text }: { readonly text: string }) {
  const [said, setSaid] = useState<string>();
  useEffect(() => setSaid('Copy text'), []);
  if (said === undefined) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      setSaid('The browser does not allow it');
    }
  };
  return (
    <button type="button" className="btn" onClick={copy} aria-live="polite">
      {said}
    </button>
  );
}
