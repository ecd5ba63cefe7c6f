import { findFindingId } from '#lib/argument/findings';
import { isHeld } from '#lib/db/held-mail';
import { isRecorded } from '#lib/db/held-record';
import { findUnder } from '#lib/db/under';
import { findRecordLink } from '#lib/markdown/record-link';
import { orderOfSlug, pinOfSlug, probeOfSlug } from '#lib/observation/address';
import { readOrder } from '#lib/observation/order';
import { simulators } from '#lib/simulators';
import { parseAddress } from '../claims/[slug]/address';
import { decodePart } from './decode-part';
import { findMessageId } from './mail-link';
import { splitPair } from './pair-path';

const patch = /^\/p\/(?<id>[^/]+)\/?(?:series(?:\/frame)?|rangediff\/?)?$/;
const record =
  /^(?:\/embed)?\/(?<folder>claims|scenarios|policies|people|glossary|guide|decisions|objections|findings)\/(?<part>[^/]+)\/?$/;

const kernel = /^\/kernels\/(?<release>[^/]+)\/?$/;
const observation = /^\/observations\/(?:trial\/(?<probe>[^/]+)|(?<pin>[^/]+)\/(?<order>[^/]+))\/?$/;

function isKernel(release: string): boolean {
  return simulators.some((simulator) => (simulator.resolve(release)?.kernel ?? null) !== null);
}

/** Whether it is the address of what is computed and recorded nowhere. */
function isComputed(name: string): boolean {
  return findFindingId(name) !== undefined || name === 'synthesis';
}

/**
 * Whether an address is that of a patch or a record that is not here, or of an order or a kernel that is none. Asked before the page is made, because a
 * page cannot choose its status, and what Next shows for `notFound()` is empty without scripts: the status is set here,
 * and the page says what is known.
 */
export async function isMissingPage(pathname: string): Promise<boolean> {
  const { id } = patch.exec(pathname)?.groups ?? {};
  if (id !== undefined) {
    const messageId = findMessageId(id);
    return messageId === undefined || !(await isHeld(messageId, 'patch'));
  }
  const { release } = kernel.exec(pathname)?.groups ?? {};
  if (release !== undefined && release !== 'find') return !isKernel(decodePart(release));
  const { pin, order, probe } = observation.exec(pathname)?.groups ?? {};
  if (probe !== undefined) return probeOfSlug(decodePart(probe)) === undefined;
  if (pin !== undefined && order !== undefined)
    return pinOfSlug(decodePart(pin)) === undefined || readOrder(orderOfSlug(decodePart(order))).steps === null;
  const { folder, part } = record.exec(pathname)?.groups ?? {};
  if (part === undefined) return false;
  if (folder === 'policies') {
    if (part === 'compare') return false;
    const pair = splitPair(decodePart(part));
    if (pair !== undefined) return pair.some((side) => findUnder(side) === undefined);
  }
  if (folder === 'findings' && isComputed(decodePart(part))) return false;
  const address = parseAddress(part);
  const link = address === undefined ? undefined : findRecordLink(`${folder}/${address.slug}`);
  return link === undefined || !(await isRecorded(link.kind, link.slug, address?.version));
}
