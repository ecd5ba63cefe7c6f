import type { PatchView } from '#lib/db/archive-types';
import { findAuthor } from '#lib/db/author';
import { listChanges } from '#lib/db/changes';
import { listPolicies } from '#lib/db/policies';
import { simulators } from '#lib/simulators';
import { declare } from './declare';
import { type DeclareChoices, DeclareForm } from './declare-form';

/** The form that says what a patch does, folded until somebody wants it. */
export async function DeclarePanel({ patch, summary }: { patch: PatchView; summary: string }) {
  const [policies, changes] = await Promise.all([listPolicies(), listChanges()]);
  const points = simulators.flatMap((simulator) => simulator.points);
  const head = patch.series.parts[0]?.messageId ?? patch.messageId;
  const families = [...new Set(policies.map(({ family }) => family))];
  const choices: DeclareChoices = {
    families: families.map((family) => ({
      family,
      policies: policies
        .filter((policy) => policy.family === family)
        .map(({ id, rule }) => ({ id, label: `${id} ${rule}` })),
      points: points.filter((point) => point.family === family).map(({ id, question }) => ({ id, question })),
    })),
    kernels: simulators.flatMap(({ kernels }) => kernels),
    changes: changes.toReversed().map(({ slug, title }) => ({ slug, title })),
    messages: [
      { id: patch.messageId, label: 'this patch' },
      ...(head === patch.messageId ? [] : [{ id: head, label: 'the whole version, for all of its patches' }]),
    ],
    example: simulators[0]?.starters[0]?.text ?? '',
  };
  const fields = {
    message: patch.messageId,
    page: patch.messageId,
    id: '',
    title: patch.title,
    date: patch.dateIso?.slice(0, 10) ?? '',
    policy: '',
    before: '',
    points: [],
    revises: '',
    own: '',
    body: '',
  };
  return (
    <details className="fold declare-panel" id="declare">
      <summary>{summary}</summary>
      <DeclareForm
        save={declare}
        start={{ fields, problems: [], asksAuthor: findAuthor() === undefined }}
        choices={choices}
      />
    </details>
  );
}
