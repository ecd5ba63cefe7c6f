'use client';

import { useEffect } from 'react';

/**
 * The key `c`: opens the form for the line that has the focus, else for the one the address names, else for the first
 * change. Where the form is open already, it goes there.
 */
export function AnnotateKey() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      const isTyping =
        target instanceof HTMLElement && target.closest('input,select,textarea,[contenteditable]') !== null;
      if (event.key !== 'c' || event.ctrlKey || event.altKey || event.metaKey || isTyping) return;
      if (document.cookie.includes('keys=off')) return;
      const form = document.querySelector<HTMLElement>('#annotate textarea');
      const active = document.activeElement;
      const line =
        (active instanceof HTMLElement ? active.closest('tr')?.querySelector<HTMLElement>('.g a') : undefined) ??
        (form === null ? document.querySelector<HTMLElement>('.diff a:target, .diff [data-change] .g a') : null);
      event.preventDefault();
      if (line === null || line === undefined) form?.focus();
      else line.click();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return null;
}
