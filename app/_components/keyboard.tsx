'use client';

import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { listenForKeys } from './keyboard-keys';

/** The keys that work on every page, and their help in a dialog: see `listenForKeys()`, which pages without React call too. */
export function Keyboard({ children }: { children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => (dialog.current === null ? undefined : listenForKeys(dialog.current)), []);

  return (
    <dialog ref={dialog} aria-label="Keyboard help" data-keys-help="">
      {children}
      <p className="rowx">
        <label>
          <input type="checkbox" /> Switch all keys off
        </label>
        <button type="button" className="btn">
          Close
        </button>
      </p>
    </dialog>
  );
}
