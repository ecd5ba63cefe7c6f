'use client';

import { useState } from 'react';
import type { Play } from './play';
import { writeView } from './view';

/** What is said to those who do not see the trace move, the link of this view, and the keys. */
export function LiveFoot({
  play,
  isOwner,
  base,
  hash,
  isReadable,
}: {
  play: Play;
  isOwner: boolean;
  base: string;
  hash: string;
  isReadable: boolean;
}) {
  const [copied, setCopied] = useState<string | null>(null);
  const { view, replay } = play;
  const step = replay.frames[view.step]?.step;
  const address = `${base}${writeView(view)}${hash}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(address, window.location.href).href);
      setCopied(address);
    } catch {
      setCopied(null);
      window.prompt(
        'The browser did not allow copying. The link of this view:',
        new URL(address, window.location.href).href,
      );
    }
  };
  return (
    <>
      <p className="vh" aria-live="polite">
        {step === null || step === undefined
          ? 'Before the first step'
          : `Step ${view.step} of ${replay.frames.length - 1}, ${step.actor}: ${step.step}`}
      </p>
      {isReadable ? null : <p className="note">What is shown is of the last text that could be read.</p>}
      <div className="bar">
        <button type="button" className="btn" onClick={() => void copy()}>
          {copied === address ? 'Copied' : 'Copy link to this step'}
        </button>
        {isOwner ? null : <a href={address}>Open in the runner</a>}
      </div>
      <p className="note">
        <kbd>←</kbd> <kbd>→</kbd> step <kbd>Space</kbd> play <kbd>1</kbd>–<kbd>9</kbd> policy <kbd>d</kbd> next
        difference
      </p>
    </>
  );
}
