import type { ReactNode } from 'react';
import type { Play } from './play';
import { writeView } from './view';

const icons = {
  first: 'M2 2v8M10 2 4.5 6 10 10Z',
  back: 'M9 2 3 6l6 4Z',
  forward: 'm3 2 6 4-6 4Z',
  last: 'M10 2v8M2 2l5.5 4L2 10Z',
} as const;

/** First, back, forward, last, and one link a step. `children` is what only works with scripts: Play. */
export function Stepper({ play, base, children }: { play: Play; base: string; children?: ReactNode }) {
  const { view, replay } = play;
  const last = replay.frames.length - 1;
  if (last < 1) return null;
  const moves = [
    { icon: icons.first, label: 'First step', key: 'Home', to: 0 },
    { icon: icons.back, label: 'Step back', key: 'Left', to: Math.max(0, view.step - 1) },
    { icon: icons.forward, label: 'Step forward', key: 'Right', to: Math.min(last, view.step + 1) },
    { icon: icons.last, label: 'Last step', key: 'End', to: last },
  ];
  return (
    <div className="step">
      <span className="group">
        {moves.map((move) => (
          <a
            key={move.label}
            className={move.to === view.step ? 'btn icon off' : 'btn icon'}
            href={`${base}${writeView({ ...view, step: move.to })}`}
            title={`${move.label} (${move.key})`}
            aria-disabled={move.to === view.step ? 'true' : undefined}
            data-view
          >
            <span className="vh">{move.label}</span>
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <path d={move.icon} fill="currentColor" stroke="currentColor" strokeWidth="1.3" />
            </svg>
          </a>
        ))}
      </span>
      {children}
      <Scrubber play={play} base={base} />
    </div>
  );
}

/** More links than this do not fit: then every other is drawn, the current, the broken and the last one always. */
const most = 24;

function Scrubber({ play, base }: { play: Play; base: string }) {
  const { view, replay } = play;
  const every = Math.ceil(replay.frames.length / most);
  const shown = replay.frames
    .map((frame, step) => ({ step, bad: frame.broken.length > 0 }))
    .filter(({ step, bad }) => bad || step % every === 0 || step === view.step || step === replay.frames.length - 1);
  return (
    <nav
      className="scrub"
      aria-label="Steps"
      style={{ gridTemplateColumns: `repeat(${shown.length}, minmax(0, 1fr))` }}
    >
      {shown.map(({ step, bad }) => (
        <a
          key={step}
          href={`${base}${writeView({ ...view, step })}`}
          className={bad ? 'bad' : step < view.step ? 'done' : undefined}
          aria-current={step === view.step ? 'step' : undefined}
          aria-label={step === 0 ? 'Start' : bad ? `Step ${step}, breaks a property` : `Step ${step}`}
          data-view
        >
          {step === 0 ? 'start' : step}
        </a>
      ))}
    </nav>
  );
}
