import type { Metadata } from 'next';
import { listObservations } from '#lib/db/observations';
import { orderOfSlug, orderSlug, pinOfSlug, pinSlug } from '#lib/observation/address';
import { printOrder, readOrder } from '#lib/observation/order';
import { translateOrder } from '#lib/observation/translate';
import { Crumb } from '../../../_components/crumb';
import { decodePart } from '../../../_components/decode-part';
import { Missing } from '../../../_components/missing';
import { readPageQuery } from '../../../scenarios/read-page-query';
import { PlayedTrial } from '../../played-trial';

interface Props {
  readonly params: Promise<{ readonly pin: string; readonly order: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The order and the pin that an address says; undefined where it says none. */
async function readAddress({ params }: Props) {
  const { pin: slug, order } = await params;
  const pin = pinOfSlug(decodePart(slug));
  const { steps } = readOrder(orderOfSlug(decodePart(order)));
  return pin === undefined || steps === null ? undefined : { pin, steps };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const asked = await readAddress(props);
  return asked === undefined ? {} : { title: printOrder(asked.steps).replaceAll(';', '; ') };
}

/** An order of steps, played by the model as the kernel of the address plays it. */
export default async function OrderPage(props: Props) {
  const [address, query] = await Promise.all([readAddress(props), props.searchParams]);
  if (address === undefined) return <Missing />;
  const { pin, steps } = address;
  const asked = readPageQuery(query);
  const order = printOrder(steps);
  const title = order.replaceAll(';', '; ');
  const translation = translateOrder({ steps, pin, kernel: asked.policy ?? '', kind: asked.kind ?? 'base' });
  if (translation.text === null) {
    return (
      <>
        <Crumb up={{ href: '/observations', label: 'What real kernels did' }} here="order" />
        <div className="headline">
          <h1>{title}</h1>
          <p className="box err">The model does not play this order: {translation.reason}.</p>
        </div>
      </>
    );
  }
  const rows = (await listObservations()).filter(
    (row) =>
      row.form === 'order' && row.pin === (pin?.name ?? '') && printOrder(readOrder(row.steps).steps ?? []) === order,
  );
  return (
    <PlayedTrial
      title={title}
      note={pin === null ? 'Nobody holds a reference to the page.' : `The reference is ${pin.title}.`}
      here={pin?.name ?? 'no pin'}
      path={`/observations/${pinSlug(pin?.name ?? '')}/${orderSlug(steps)}`}
      text={translation.text}
      asked={asked}
      rows={rows}
    />
  );
}
