import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { orderSlug, pinSlug } from '#lib/observation/address';
import { readOrder } from '#lib/observation/order';
import { findPin } from '#lib/observation/pin';
import { simulators } from '#lib/simulators';
import { Crumb } from '../../_components/crumb';
import { AskForm } from '../ask-form';

export const metadata: Metadata = { title: 'Ask the model' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Leads to the page that plays what was asked, or says what of it has no meaning here. */
export default async function AskPage({ searchParams }: Props) {
  const query = await searchParams;
  const first = (name: string) => ([query[name] ?? ''].flat()[0] ?? '').trim();
  const [order, pin, kernel] = [first('order'), first('pin'), first('kernel')];
  const { steps, reason } = readOrder(order);
  const problems = [
    ...(steps === null ? [`This order cannot be played: ${reason}.`] : []),
    ...(pin !== '' && findPin(pin) === undefined ? [`There is no pin “${pin}” here.`] : []),
    ...(simulators.some((simulator) => simulator.resolve(kernel) !== undefined)
      ? []
      : [`“${kernel}” is no kernel and no policy.`]),
  ];
  if (steps !== null && problems.length === 0)
    redirect(`/observations/${pinSlug(pin)}/${orderSlug(steps)}?${new URLSearchParams({ policy: kernel }).toString()}`);
  return (
    <>
      <Crumb up={{ href: '/observations', label: 'What real kernels did' }} here="ask" />
      <div className="headline">
        <h1>Ask the model</h1>
        {problems.map((problem) => (
          <p key={problem} className="box err">
            {problem}
          </p>
        ))}
      </div>
      <AskForm start={{ order, pin, kernel }} />
    </>
  );
}
