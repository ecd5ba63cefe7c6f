'use client';

import { type RefObject, useEffect } from 'react';
import { type AskedView, readAsked, type View, writeView } from './view';

/** A plain left click: any other one opens the link as links do. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

/** Links and forms of the runner change the view in place; their address is what they would open. */
export function useViewLinks(root: RefObject<HTMLElement | null>, onView: (asked: AskedView) => void): void {
  useEffect(() => {
    const own = root.current;
    if (own === null) return;
    const click = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-view]') : null;
      if (link === null || event.defaultPrevented || !isPlain(event)) return;
      event.preventDefault();
      onView(readAsked(new URL(link.href).searchParams));
    };
    const submit = (event: SubmitEvent) => {
      const form = event.target instanceof HTMLFormElement ? event.target : null;
      if (form === null || !form.matches('[data-view-form]') || event.defaultPrevented) return;
      event.preventDefault();
      const asked = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === 'string') asked.set(name, value.trim());
      if (asked.get('policy') !== '') onView(readAsked(asked));
    };
    own.addEventListener('click', click);
    own.addEventListener('submit', submit);
    return () => {
      own.removeEventListener('click', click);
      own.removeEventListener('submit', submit);
    };
  }, [root, onView]);
}

/** Keeps the address equal to the view from the first change on. `hash` has an edited text. */
export function useAddress(isOwner: boolean, isTouched: boolean, view: View, hash: string): void {
  const query = writeView(view);
  useEffect(() => {
    if (!isOwner || !isTouched) return;
    window.history.replaceState(window.history.state, '', `${window.location.pathname}${query}${hash}`);
  }, [isOwner, isTouched, query, hash]);
}
