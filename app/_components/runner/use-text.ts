'use client';

import { useEffect, useMemo, useState } from 'react';
import type { Issue, Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';
import { readTextHash, writeTextHash } from './text-hash';

/** A text and what was read from it. */
export interface Read {
  readonly text: string;
  readonly scenario: Scenario | undefined;
  readonly issues: readonly Issue[];
}

/**
 * The scenario's text as it is edited. `good` is the last text that could be read: what is shown is of that one.
 * `hash` has the edited text for the address, empty while it is the recorded one; where none is recorded
 * (`isPlayground`) it has whatever is shown.
 */
export function useText(simulator: Simulator, recorded: string, isOwner: boolean, isPlayground: boolean) {
  const [text, setText] = useState(recorded);
  const [hash, setHash] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const read = useMemo<Read>(() => ({ text, ...simulator.parse(text) }), [simulator, text]);
  const [good, setGood] = useState(read);
  const shown = read.scenario === undefined ? good : read;
  if (shown !== good) setGood(shown);

  useEffect(() => {
    if (!isOwner) return;
    const read = () =>
      void readTextHash(window.location.hash).then((found) => {
        if (found === null) setProblem('The text in this address is damaged; the one that the page brings is shown.');
        else if (found !== undefined) setText(found);
      });
    read();
    // A link to another text on the same page loads nothing.
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, [isOwner]);

  useEffect(() => {
    let isStale = false;
    if (text === recorded && !isPlayground) setHash('');
    else void writeTextHash(text).then((packed) => !isStale && setHash(packed));
    return () => {
      isStale = true;
    };
  }, [text, recorded, isPlayground]);

  return { text, setText, read, good: shown, hash, problem, isEdited: text !== recorded };
}
