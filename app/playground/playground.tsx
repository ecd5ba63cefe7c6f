'use client';

import { useCallback, useState } from 'react';
import type { OwnPolicy } from '#lib/scenario/own-policy';
import type { RunnerData } from '../_components/runner/runner-data';
import { RunnerLive } from '../_components/runner/runner-live';
import type { Read } from '../_components/runner/use-text';
import type { AskedView } from '../_components/runner/view';
import { JudgeAll } from './judge-all';

/** A scenario that is recorded nowhere, and all recorded ones under its policies. */
export function Playground({
  data,
  asked,
  policies: first,
}: {
  data: RunnerData;
  asked: AskedView;
  /** Policies of the text that the page brings. */
  policies: readonly OwnPolicy[];
}) {
  const [policies, setPolicies] = useState(first);
  const hear = useCallback(({ scenario }: Read) => setPolicies(scenario?.ownPolicies ?? []), []);
  return (
    <>
      <RunnerLive
        data={data}
        asked={asked}
        base="/playground"
        level={2}
        isOwner
        isCompact={false}
        start={null}
        isPlayground
        onRead={hear}
      />
      <JudgeAll simulator={data.simulator} policies={policies} />
    </>
  );
}
