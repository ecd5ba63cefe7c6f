import type { Metadata } from 'next';
import { listObservations } from '#lib/db/observations';
import { probeOfSlug, probeSlug } from '#lib/observation/address';
import { nameOfProbe } from '#lib/observation/probes';
import { Missing } from '../../../_components/missing';
import { readPageQuery } from '../../../scenarios/read-page-query';
import { PlayedTrial } from '../../played-trial';

interface Props {
  readonly params: Promise<{ readonly probe: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const probe = probeOfSlug((await params).probe);
  return probe === undefined ? {} : { title: `${probe.id}: ${probe.title}` };
}

/** A trial with a name, played by the model as the kernel of the address plays it. */
export default async function TrialPage({ params, searchParams }: Props) {
  const probe = probeOfSlug((await params).probe);
  if (probe === undefined) return <Missing />;
  const asked = readPageQuery(await searchParams);
  const rows = (await listObservations()).filter((row) => row.form === 'probe' && nameOfProbe(row.steps) === probe.id);
  return (
    <PlayedTrial
      title={probe.title}
      note={`Trial ${probe.id}.`}
      here={probe.id}
      path={`/observations/trial/${probeSlug(probe.id)}`}
      text={probe.ask(asked.policy ?? '').text}
      asked={asked}
      rows={rows}
    />
  );
}
