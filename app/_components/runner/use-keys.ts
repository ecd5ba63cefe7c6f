'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';

/** What a key of the runner does. */
export interface RunnerKeys {
  readonly moveTo: (step: number) => void;
  readonly step: number;
  readonly last: number;
  readonly togglePlay: () => void;
  readonly choosePolicy: (index: number) => void;
  readonly nextDifference: () => void;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input,select,textarea,[contenteditable=true]') !== null;
}

/** Space and Enter belong to a control that has the focus. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button,summary,a') !== null;
}

/** Of several runners in a page the one that was touched last has the keys; the first one until then. */
let active: HTMLElement | null = null;

/** Arrows, Home, End, Space, digits and d, as the help says; none while typing, with Ctrl, Alt or Meta, or switched off. */
export function useKeys(root: RefObject<HTMLElement | null>, keys: RunnerKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  // Before the runner is painted: a key that is pressed as soon as it can be seen is not lost.
  useLayoutEffect(() => {
    const own = root.current;
    if (own === null) return;
    active = own;
    const touch = () => {
      active = own;
    };
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      if (active !== own || document.cookie.includes('keys=off') || document.querySelector('dialog[open]')) return;
      if (event.key === ' ' && isControl(event.target)) return;
      if (act(event.key, latest.current)) event.preventDefault();
    };
    own.addEventListener('pointerdown', touch);
    own.addEventListener('focusin', touch);
    document.addEventListener('keydown', press);
    return () => {
      if (active === own) active = null;
      own.removeEventListener('pointerdown', touch);
      own.removeEventListener('focusin', touch);
      document.removeEventListener('keydown', press);
    };
  }, [root]);
}

/** Does what the key stands for; false when it stands for nothing here. */
function act(key: string, keys: RunnerKeys): boolean {
  switch (key) {
    case 'ArrowLeft':
      keys.moveTo(Math.max(0, keys.step - 1));
      return true;
    case 'ArrowRight':
      keys.moveTo(Math.min(keys.last, keys.step + 1));
      return true;
    case 'Home':
      keys.moveTo(0);
      return true;
    case 'End':
      keys.moveTo(keys.last);
      return true;
    case ' ':
      keys.togglePlay();
      return true;
    case 'd':
      keys.nextDifference();
      return true;
    default:
      if (!/^[1-9]$/.test(key)) return false;
      keys.choosePolicy(Number(key) - 1);
      return true;
  }
}
