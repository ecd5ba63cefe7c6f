import type { Metadata } from 'next';
import { findObservationMatrix, type ObservationFilter } from '#lib/db/observation-matrix';
import { listObservedKernels } from '#lib/db/observations';
import { Mark } from '../_components/mark';
import { counted, formatCount } from '../_components/numbers';
import { type PageQuery, readFirst } from '../_components/page-query';
import { AskForm } from './ask-form';
import { Filters } from './filters';
import { KernelList } from './kernel-list';
import { TrialRuns, TrialTable } from './observation-table';

export const metadata: Metadata = { title: 'What real kernels did' };

interface Props {
  readonly searchParams: Promise<PageQuery>;
}

function readFilter(query: PageQuery): ObservationFilter {
  return {
    release: readFirst(query, 'kernel'),
    kind: readFirst(query, 'kind'),
    pin: readFirst(query, 'pin'),
    agreement: readFirst(query, 'model'),
    words: readFirst(query, 'q'),
  };
}

/** Orders, pins and kinds of page by kernel: what each did, and whether the model says the same. */
export default async function ObservationsPage({ searchParams }: Props) {
  const filter = readFilter(await searchParams);
  const [matrix, kernels] = await Promise.all([findObservationMatrix(filter), listObservedKernels()]);
  const { counts, orders, probes } = matrix;
  const total = counts.agrees + counts.differs + counts['not modelled'];
  const releases = [...new Set(kernels.map(({ release }) => release))];
  return (
    <>
      <div className="headline">
        <h1>What real kernels did</h1>
        <p className="note">
          A page holds <code>old</code>, somebody takes a reference to it, somebody stores <code>new</code>. A cell says
          what is read through the reference afterwards, and whether the store reused the page or copied it; it leads to
          the same order played by the model under the rules of that kernel.
        </p>
      </div>
      <p className="counts">
        <b>{counted(total, 'observation')}</b>{' '}
        <Mark word="holds">{formatCount(counts.agrees)} agree with the model</Mark>{' '}
        {counts.differs === 0 ? (
          <span>0 differ</span>
        ) : (
          <a className="plain" href="/observations?model=differs">
            <Mark word="violated">{formatCount(counts.differs)} differ</Mark>
          </a>
        )}{' '}
        <Mark word="not applicable">{formatCount(counts['not modelled'])} not modelled</Mark>
      </p>
      <Filters filter={filter} releases={releases} kinds={matrix.kinds} pins={matrix.pins} />
      {total === 0 && (
        <p className="note topic">
          Nothing was observed that fits. <a href="/observations">Show everything</a>
        </p>
      )}
      {orders.length > 0 && (
        <section className="topic" id="orders">
          <h2>Orders of steps</h2>
          <TrialTable groups={orders} releases={matrix.releases} first="Reference and kind of page" />
          <TrialRuns groups={orders} releases={matrix.releases} />
        </section>
      )}
      {probes.length > 0 && (
        <section className="topic" id="trials">
          <h2>Trials with a name</h2>
          <TrialTable groups={probes} releases={matrix.releases} first="Kind of page" />
          <TrialRuns groups={probes} releases={matrix.releases} />
        </section>
      )}
      <AskForm />
      <KernelList kernels={kernels} />
    </>
  );
}
