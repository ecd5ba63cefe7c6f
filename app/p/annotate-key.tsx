'use client';

import { useEffect } from 'react';
import { type ChosenRange, nextRange } from './choose-range';

/**
 * What scripts add to annotations. The key `c` opens the form for the line that has the focus, else for the one the address
 * names, else for the first change; where the form is open already, it goes there. `r` answers the annotation that has the
 * focus. A number chosen with Shift ends a range. A folded annotation that the address names is opened.
 */
export function AnnotateKey() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      const isTyping =
        target instanceof HTMLElement && target.closest('input,select,textarea,[contenteditable]') !== null;
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping || event.defaultPrevented) return;
      if (document.cookie.includes('keys=off')) return;
      if (event.key === 'c' && annotateHere()) event.preventDefault();
      if (event.key === 'r' && replyHere()) event.preventDefault();
    };
    const unfold = () => {
      const named = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
      const fold = named?.closest('details');
      if (fold instanceof HTMLDetailsElement && !fold.open) {
        fold.open = true;
        named?.scrollIntoView({ block: 'nearest' });
      }
    };
    unfold();
    document.addEventListener('keydown', press);
    document.addEventListener('click', chooseEnd);
    window.addEventListener('hashchange', unfold);
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener('click', chooseEnd);
      window.removeEventListener('hashchange', unfold);
    };
  }, []);
  return null;
}

function annotateHere(): boolean {
  const form = document.querySelector<HTMLElement>('#annotate textarea');
  const active = document.activeElement;
  const line =
    (active instanceof HTMLElement ? active.closest('tr')?.querySelector<HTMLElement>('.g a') : undefined) ??
    (form === null ? document.querySelector<HTMLElement>('.diff a:target, .diff [data-change] .g a') : null);
  if (line === null || line === undefined) form?.focus();
  else line.click();
  return form !== null || (line !== null && line !== undefined);
}

function replyHere(): boolean {
  const active = document.activeElement;
  const note = active instanceof HTMLElement ? active.closest('li[id^=note-], [data-annotation]') : null;
  const link = (note ?? document.querySelector(':target'))?.querySelector<HTMLElement>('a[data-key=r]');
  link?.click();
  return link !== null && link !== undefined;
}

/**
 * A number chosen with Shift: where a form is open for a line of the same side of the same file, its range goes to that
 * number, and what was typed stays; else the address that annotates from the line that has the focus to it is opened.
 */
function chooseEnd(event: MouseEvent): void {
  if (!event.shiftKey || !(event.target instanceof Element)) return;
  const link = event.target.closest<HTMLAnchorElement>('.diff .g a[id]');
  if (link === null) return;
  const field = document.querySelector<HTMLInputElement>('#annotate input[name=end]');
  const target = document.querySelector<HTMLInputElement>('#annotate input[name=target]');
  const from = target?.value ?? lineOf(document.querySelector('.diff .g a:target'));
  const range = nextRange(from ?? '', lineOf(link) ?? '');
  if (range === undefined) return;
  event.preventDefault();
  if (field !== null && target !== null) {
    target.value = range.from;
    field.min = String(range.line);
    field.value = String(range.end);
    field.focus();
    showRange(link, range);
    return;
  }
  const address = new URL(link.href);
  address.searchParams.set('annotate', `${range.from}-${range.end}`);
  window.location.assign(address);
}

/** The line that a number's link annotates, as `printTarget` writes it. */
function lineOf(link: HTMLAnchorElement | Element | null): string | undefined {
  return link instanceof HTMLAnchorElement ? (new URL(link.href).searchParams.get('annotate') ?? undefined) : undefined;
}

/** Marks the rows of a range that was chosen in the page, as the server marks one that the address names. */
function showRange(chosen: HTMLAnchorElement, { line: first, end }: ChosenRange): void {
  for (const row of document.querySelectorAll('.diff tr.cur')) row.classList.remove('cur');
  const stem = chosen.id.replace(/\d+$/, '');
  for (let line = first; line <= end; line += 1) {
    document.getElementById(`${stem}${line}`)?.closest('tr')?.classList.add('cur');
  }
}
