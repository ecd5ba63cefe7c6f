'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { followLink, moveAlong } from './map-moves';
import { drag, makeZoom, type Zoom } from './map-zoom';

/** Room to pan, zoom and walk through a drawing that the server made. Without scripts it scrolls, and boxes are links. */
export function MapViewport({ children }: { children: ReactNode }) {
  const view = useRef<HTMLDivElement>(null);
  const zoom = useRef<Zoom | undefined>(undefined);
  const [percent, setPercent] = useState<number | null>(null);

  useEffect(() => {
    const element = view.current;
    const svg = element?.querySelector('svg');
    if (!element || !svg) return;
    const made = makeZoom(element, svg, (scale) => setPercent(Math.round(scale * 100)));
    zoom.current = made;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.cookie.includes('keys=off') || isTyping(event.target)) return;
      if (act(event.key, made, element)) event.preventDefault();
    };
    const endDrag = drag(element);
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
      endDrag();
      made.end();
    };
  }, []);

  return (
    <>
      <div className="map-view" ref={view}>
        {children}
      </div>
      {percent !== null && (
        <div className="map-tools">
          <fieldset className="group" aria-label="Size of the map">
            <button type="button" className="btn icon" aria-label="Smaller" onClick={() => zoom.current?.by(1 / 1.25)}>
              −
            </button>
            <button type="button" className="btn" aria-label="Full size" onClick={() => zoom.current?.to(1)}>
              {percent} %
            </button>
            <button type="button" className="btn icon" aria-label="Larger" onClick={() => zoom.current?.by(1.25)}>
              +
            </button>
            <button type="button" className="btn" onClick={() => zoom.current?.fit()}>
              Fit
            </button>
          </fieldset>
          <p className="note">
            <kbd>Tab</kbd> to a box, arrows follow lines, <kbd>o</kbd> focus <kbd>u</kbd> back <kbd>+</kbd> <kbd>-</kbd>{' '}
            <kbd>0</kbd> size <kbd>f</kbd> full screen
          </p>
        </div>
      )}
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input,select,textarea,[contenteditable=true]') !== null;
}

/** Does what the key stands for; false when it stands for nothing here. */
function act(key: string, zoom: Zoom, view: HTMLElement): boolean {
  switch (key) {
    case '+':
    case '=':
      zoom.by(1.25);
      return true;
    case '-':
      zoom.by(1 / 1.25);
      return true;
    case '0':
      zoom.to(1);
      return true;
    case 'f':
      if (document.fullscreenElement === null) void view.requestFullscreen?.();
      else void document.exitFullscreen();
      return true;
    case 'o':
      return followLink(view);
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'ArrowUp':
    case 'ArrowDown':
      return moveAlong(view, key);
    default:
      return false;
  }
}
