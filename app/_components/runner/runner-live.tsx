'use client';

import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { listDifferences } from '#lib/scenario/parting';
import type { Simulator } from '#lib/scenario/simulator';
import { findSimulator } from '#lib/simulators';
import { warmExplorer } from './explore-client';
import type { Level } from './heading';
import { LiveFoot } from './live-foot';
import { kindOf, makePlay, settleSchedule } from './play';
import { playOnce } from './played-cache';
import { RunControls } from './run-controls';
import type { RunnerData } from './runner-data';
import { RunnerView } from './runner-view';
import { findRun } from './shown-policies';
import { TextEditor } from './text-editor';
import { useAddress, useViewLinks } from './use-address';
import { useExploration } from './use-exploration';
import { useKeys } from './use-keys';
import { type Read, useText } from './use-text';
import { type AskedView, findShownSchedule, type View } from './view';

export interface RunnerLiveProps {
  readonly data: RunnerData;
  /** What the address asked for. */
  readonly asked: AskedView;
  /** Path of the page that shows this scenario alone. */
  readonly base: string;
  readonly level: Level;
  /** True where the runner is what the page is about: the address follows it. */
  readonly isOwner: boolean;
  readonly isCompact: boolean;
  /** What to do as soon as it is there. */
  readonly start: 'run' | 'step' | null;
  /** Where nothing is recorded: the text is there to be edited, and the address always holds it. */
  readonly isPlayground?: boolean;
  /** Hears of every text that could be read. */
  readonly onRead?: (read: Read) => void;
}

/** The runner with scripts. Rendered on the server as well, so that its page reads without them. */
export function RunnerLive(props: RunnerLiveProps) {
  const simulator = findSimulator(props.data.simulator);
  if (simulator === undefined) {
    return (
      <p className="box err">
        This program has no simulator “{props.data.simulator}”, so the scenario cannot be played.
      </p>
    );
  }
  return <Live {...props} simulator={simulator} />;
}

function Live({
  data,
  asked: first,
  base,
  level,
  isOwner,
  isCompact,
  start,
  simulator,
  isPlayground = false,
  onRead,
}: RunnerLiveProps & { simulator: Simulator }) {
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const [asked, setAsked] = useState<AskedView>(start === 'step' ? { ...first, step: '0' } : first);
  const [isTouched, setTouched] = useState(false);
  const [isPlaying, setPlaying] = useState(false);
  const [isEditing, setEditing] = useState(isPlayground);
  const { text, setText, read, good, hash, problem, isEdited } = useText(simulator, data.text, isOwner, isPlayground);

  const show = useCallback((next: AskedView) => {
    setTouched(true);
    setAsked(next);
  }, []);
  const exploration = useExploration(data.simulator, (ran) => {
    if (good.scenario === undefined) return;
    const { policy, kind, schedule } = settleSchedule({ simulator, scenario: good.scenario, runs: ran.runs, asked });
    const run = findRun(ran.runs, policy, kind);
    const shown = run === undefined ? undefined : findShownSchedule(run);
    // A schedule that shows the verdict replaces one that shows nothing; one that somebody chose stays.
    if (shown !== undefined && (schedule === '' || isEdited)) show({ policy, kind: asked.kind, with: asked.with });
  });
  const ran = exploration.ran?.text === good.text ? exploration.ran.runs : null;
  const runs = ran ?? (good.text === data.text ? data.runs : []);
  const play = useMemo(() => {
    if (good.scenario === undefined) return undefined;
    const settled = settleSchedule({ simulator, scenario: good.scenario, runs, asked });
    return makePlay(data.title, settled, playOnce(good.text, settled));
  }, [simulator, data.title, good.scenario, good.text, runs, asked]);

  const view = play?.view ?? { policy: '', kind: null, schedule: '', step: 0, against: null };
  const last = Math.max(0, (play?.replay.frames.length ?? 1) - 1);
  const moveTo = (step: number) => show({ ...askedOf(view), step: String(step) });
  const runPolicies = (which: 'shown' | 'all') => {
    if (play === undefined) return;
    const ticked = [view.policy, view.against].filter((policy) => policy !== null);
    const policies = which === 'all' ? play.policies.map((policy) => policy.id) : ticked;
    const kinds = which === 'all' ? play.kinds.map((kind) => kind.id) : [kindOf(play)];
    exploration.start({ text: good.text, policies, kinds, known: runs });
  };

  useEffect(() => onRead?.(good), [onRead, good]);
  useViewLinks(root, show);
  useAddress(isOwner, isTouched || isEdited, view, hash);
  useKeys(root, {
    moveTo,
    step: view.step,
    last,
    togglePlay: () => setPlaying((before) => !before),
    choosePolicy: (index) => {
      const policy = play?.policies.filter(({ variantOf }) => variantOf === null)[index]?.id;
      if (policy !== undefined) show({ ...askedOf(view), policy });
    },
    nextDifference: () => {
      if (play?.against === undefined) return;
      const steps = listDifferences([play.replay, play.against]).filter((step) => step <= last);
      const next = steps.find((step) => step > view.step) ?? steps[0];
      if (next !== undefined) moveTo(next);
    },
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: done once, when it was opened
  useEffect(() => {
    if (start === 'run') runPolicies('all');
    else warmExplorer(data.simulator, data.text);
  }, []);

  const isUnplayed = play?.policies.some(({ id, isAsked }) => isAsked && id === view.policy) && play.run === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever chooses a kernel wants its verdict, once
  useEffect(() => {
    if (isUnplayed === true && exploration.search.state !== 'running') runPolicies('shown');
  }, [isUnplayed, view.policy, view.kind]);

  useEffect(() => {
    if (!isPlaying) return;
    if (view.step >= last) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => moveTo(view.step + 1), 1000);
    return () => clearTimeout(timer);
  });

  if (play === undefined) return <p className="box err">The recorded text cannot be read: {read.issues[0]?.message}</p>;
  const togglePlay = () => {
    if (!isPlaying && view.step >= last) moveTo(0);
    setPlaying(!isPlaying);
  };
  const isReadable = read.scenario !== undefined;
  return (
    <div ref={root} className="runner" data-live>
      {problem === null ? null : <p className="box err notice">{problem}</p>}
      <RunnerView
        play={play}
        base={base}
        id={id}
        level={level}
        isCompact={isCompact}
        text={good.text}
        isEdited={isEdited && !isPlayground}
        isTextFirst={isPlayground}
        engine={simulator.engine}
        isStale={data.isStale && ran === null && !isEdited && runs.length > 0}
        bound={data.bound}
        live={{
          controls: (
            <RunControls
              search={exploration.search}
              isReadable={isReadable}
              isMain={isOwner}
              onRun={runPolicies}
              onStop={exploration.stop}
            />
          ),
          editButton: (
            <button type="button" className="btn quiet" onClick={() => setEditing(!isEditing)}>
              {isEditing ? 'Done' : 'Edit the text'}
            </button>
          ),
          editor: isEditing ? (
            <TextEditor
              text={text}
              issues={read.issues}
              current={isReadable ? (play.replay.frames[view.step]?.step?.line ?? null) : null}
              isEdited={isEdited}
              beginning={isPlayground ? 'Back to the beginning' : 'Back to the recorded text'}
              onChange={setText}
              onReset={() => setText(data.text)}
              onFormat={() => {
                if (read.scenario === undefined) return;
                // The same text in other lines: what is on show stays.
                show(askedOf(view));
                setText(simulator.print(read.scenario));
              }}
              onRun={() => isReadable && runPolicies('all')}
            />
          ) : null,
          player:
            last < 1 ? null : (
              <button type="button" className="btn" onClick={togglePlay}>
                {isPlaying ? 'Stop' : 'Play'}
              </button>
            ),
          foot: <LiveFoot play={play} isOwner={isOwner} base={base} hash={hash} isReadable={isReadable} />,
        }}
      />
    </div>
  );
}

function askedOf({ policy, kind, schedule, step, against }: View): AskedView {
  return { policy, kind: kind ?? undefined, schedule, step: String(step), with: against ?? undefined };
}
