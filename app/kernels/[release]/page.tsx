import type { Metadata } from 'next';
import { findKernel } from '#lib/db/kernels';
import type { KernelPage } from '#lib/db/record-types';
import { Crumb } from '../../_components/crumb';
import { decodePart } from '../../_components/decode-part';
import { counted } from '../../_components/numbers';
import { Rules } from '../../policies/[id]/rules';
import { KernelForm } from '../kernel-form';

interface Props {
  readonly params: Promise<{ readonly release: string }>;
}

async function readRelease({ params }: Props): Promise<string> {
  return decodePart((await params).release);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: `Linux ${await readRelease(props)}` };
}

/** A release: what it is played as, its policies with their rules, and what was seen of it. */
export default async function ReleasePage(props: Props) {
  const release = await readRelease(props);
  const kernel = await findKernel(release);
  return (
    <>
      <Crumb up={{ href: '/kernels', label: 'Kernels' }} here={release} />
      {kernel === undefined ? (
        <>
          <div className="headline">
            <h1>No such kernel</h1>
            <p className="note">
              “{release}” is no release: two or three numbers with dots between them are, as 6.6.30.
            </p>
          </div>
          <KernelForm start={release} />
        </>
      ) : (
        <Kernel kernel={kernel} />
      )}
    </>
  );
}

function Kernel({ kernel }: { kernel: KernelPage }) {
  return (
    <>
      <div className="headline">
        <h1>Linux {kernel.asked}</h1>
        <p className="note">{kernel.note === null ? describe(kernel) : `${kernel.note}.`}</p>
        <Observed kernel={kernel} />
      </div>
      {kernel.families.map((family) => (
        <section key={family.id} className="topic" id={family.id}>
          <h2>
            {family.row === null ? family.id : <a href={`/policies/${family.id}`}>{family.id}</a>}{' '}
            {family.row?.rule ?? ''}
          </h2>
          <p className="note">
            {family.row?.title ?? 'This policy has no record yet'}.{' '}
            {family.before === null
              ? 'As before.'
              : `The mainline release before ${kernel.release} had ${family.before}.`}
          </p>
          <Rules rules={family.rules} kinds={kernel.kinds} before={family.before} />
        </section>
      ))}
    </>
  );
}

function describe({ isMainline }: KernelPage): string {
  return isMainline
    ? 'A mainline release at which a rule changes.'
    : 'A kernel that was observed; its rules are those that its maintainers had taken over by then.';
}

function Observed({ kernel }: { kernel: KernelPage }) {
  if (kernel.observed.length === 0) {
    return (
      <p className="note">
        Nobody observed it. <a href="/observations">What other kernels did</a>
      </p>
    );
  }
  const words = kernel.agreements.map(
    ({ agreement, count }) =>
      `${count} ${agreement === 'agrees' ? 'agree' : agreement === 'differs' ? 'differ' : agreement}`,
  );
  return kernel.observed.map((one) => (
    <p key={one.id} className="note">
      <a href={`/observations?kernel=${encodeURIComponent(one.release)}`}>{counted(one.rows, 'observation')}</a>
      {words.length === 0 ? '' : `: ${words.join(', ')}`}. {one.how}; it calls itself <code>{one.uname}</code>.
    </p>
  ));
}
