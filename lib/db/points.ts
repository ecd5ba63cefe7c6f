import { getMoot } from '#lib/db/open';
import { listPolicies } from '#lib/db/policies';
import type { PolicyRow } from '#lib/db/record-types';
import { StampedCache } from '#lib/db/stamped-cache';
import type { DecisionPoint, KindInfo } from '#lib/scenario/simulator';
import { simulators } from '#lib/simulators';

/** What one policy answers at a point. */
export interface PointAnswer {
  readonly policy: PolicyRow;
  /** By id of the kind of page; kinds on which it is never asked are missing. */
  readonly answers: Readonly<Record<string, string>>;
  /** Whether the policy that it is a change of answers otherwise; false for the first of a family. */
  readonly isChanged: boolean;
}

/** A decision point with what each policy answers there. */
export interface PointView extends DecisionPoint {
  readonly kinds: readonly KindInfo[];
  /** In the order of the policies. */
  readonly answers: readonly PointAnswer[];
}

/** Every decision point that a simulator names, family by family, with the answers of the policies that have records. */
export async function listPoints(): Promise<readonly PointView[]> {
  const { prisma } = await getMoot();
  return cache.get(prisma, 'all', async () => readPoints(await listPolicies()));
}

const cache = new StampedCache<readonly PointView[]>();

function readPoints(policies: readonly PolicyRow[]): readonly PointView[] {
  return simulators.flatMap((simulator) =>
    simulator.points.map((point): PointView => {
      const answers = policies.flatMap((policy): PointAnswer[] => {
        const own = simulator.answerAt(policy.id, point.id);
        if (own === undefined) return [];
        const predecessor = simulator.predecessorOf(policy.id);
        const was = predecessor === null ? undefined : simulator.answerAt(predecessor, point.id);
        return [{ policy, answers: own, isChanged: was !== undefined && !isSame(own, was) }];
      });
      return { ...point, kinds: simulator.kinds, answers };
    }),
  );
}

/** A decision point by its name; undefined where no simulator has it. */
export function findPoint(id: string): DecisionPoint | undefined {
  return simulators.flatMap(({ points }) => points).find((point) => point.id === id);
}

/** Whether this names a point that the policy answers. */
export function isPointOf(policy: string, point: string): boolean {
  return simulators.some((simulator) => simulator.answerAt(policy, point) !== undefined);
}

function isSame(one: PointAnswer['answers'], other: PointAnswer['answers']): boolean {
  const kinds = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...kinds].every((kind) => one[kind] === other[kind]);
}
