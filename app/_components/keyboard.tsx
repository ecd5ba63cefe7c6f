'use client';

import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { addressOfFocus, jumpTo, moveItem, openItem, toggleFolds } from './keyboard-moves';

const offCookie = 'keys=off';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input,select,textarea,[contenteditable=true]') !== null;
}

/** The keys that work on every page, and their help in a dialog. None while typing or with Ctrl, Alt or Meta. */
export function Keyboard({ children }: { children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [off, setOff] = useState(false);

  useLayoutEffect(() => setOff(document.cookie.includes(offCookie)), []);

  // The hints in the page are shown where the keys work: not without scripts, and not when they are switched off.
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute('data-keys', !off);
  }, [off]);

  useLayoutEffect(() => {
    const help = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('[data-help]') : null;
      if (link === null || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      dialog.current?.showModal();
    };
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      if (document.cookie.includes(offCookie) || dialog.current?.open) return;
      if (act(event.key, dialog.current)) event.preventDefault();
    };
    document.addEventListener('click', help);
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('click', help);
      document.removeEventListener('keydown', press);
    };
  }, []);

  const change = (isOff: boolean) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from browsers that we serve
    document.cookie = `keys=${isOff ? 'off' : 'on'}; Path=/; Max-Age=31536000; SameSite=Lax`;
    setOff(isOff);
  };

  return (
    <dialog ref={dialog} aria-label="Keyboard help">
      {children}
      <p className="rowx">
        <label>
          <input type="checkbox" checked={off} onChange={(event) => change(event.target.checked)} /> Switch all keys off
        </label>
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </p>
    </dialog>
  );
}

/** Does what the key stands for; false when it stands for nothing here. */
function act(key: string, dialog: HTMLDialogElement | null): boolean {
  switch (key) {
    case '/': {
      const field = document.getElementById('q');
      if (field === null || field.offsetParent === null) return false;
      field.focus();
      return true;
    }
    case '?':
      dialog?.showModal();
      return true;
    case 'j':
      return moveItem('[data-item]', 1);
    case 'k':
      return moveItem('[data-item]', -1);
    case 'n':
      return moveItem('[data-change]', 1) || jumpTo('a[rel=next]');
    case 'p':
      return moveItem('[data-change]', -1) || jumpTo('a[rel=prev]');
    case '.':
      return moveItem('[data-annotation]', 1);
    case ',':
      return moveItem('[data-annotation]', -1);
    case ']':
      return jumpTo('a[data-key="]"]') || moveItem('[data-patch]', 1);
    case '[':
      return jumpTo('a[data-key="["]') || moveItem('[data-patch]', -1);
    case 't':
      return jumpTo('a[data-key=t]');
    case 'u':
      return jumpTo('a[rel=up]');
    case 'o':
      return openItem();
    case 'z':
      return toggleFolds();
    case 'y':
      void navigator.clipboard?.writeText(addressOfFocus());
      return true;
    default:
      return false;
  }
}
