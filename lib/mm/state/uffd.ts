import type { Layout, Row } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { Cast } from '#lib/mm/size';

/** Modes of a registration, as a set of bits: UFFDIO_REGISTER_MODE_MISSING, _WP, _MINOR. */
export const UFFD_MISSING = 1;
export const UFFD_WP = 2;
export const UFFD_MINOR = 4;

/** What a message says of the fault that sent it: which kind, and whether it wanted to write. */
export const messages = ['missing', 'missing-write', 'wp', 'minor', 'minor-write'] as const;

export type Message = (typeof messages)[number];

/**
 * What userfaultfd knows: which mappings are registered, which PTEs it protects, and who sleeps. A message is the sleeper
 * itself, as in the kernel: it is there to be read until it is read or its sleeper is woken.
 */
export class Uffd {
  private readonly view: View;
  /** Nothing of this is asked where the scenario registers nothing. */
  private readonly isUsed: boolean;
  private readonly hands: boolean;
  private readonly modesAt: Row;
  private readonly protectedAt: Row;
  private readonly sleepsAt: Row;
  private readonly placeAt: Row;
  private readonly handedAt: Row;
  private readonly pages: number;

  constructor(view: View, layout: Layout, cast: Cast) {
    this.view = view;
    this.pages = cast.pages;
    this.isUsed = layout.has('uffd.modes');
    this.hands = layout.has('actor.handed');
    this.handedAt = layout.row('actor.handed');
    this.modesAt = layout.row('uffd.modes');
    this.protectedAt = layout.row('pte.uffdWp');
    this.sleepsAt = layout.row('actor.uffd');
    this.placeAt = layout.row('actor.uffdAt');
  }

  /** Nothing is laid out where the scenario registers nothing. */
  static declare(layout: Layout, cast: Cast): void {
    const regions = cast.mms.length * cast.variables.length;
    const { uffd } = cast.uses;
    layout.declare('uffd.modes', uffd ? UFFD_MISSING | UFFD_WP | UFFD_MINOR : 0, regions);
    layout.declare('pte.uffdWp', uffd ? 1 : 0, regions * cast.subs);
    layout.declare('actor.uffd', uffd ? 2 * messages.length : 0, cast.actors.length);
    layout.declare('actor.handed', cast.uses.fills ? cast.pages + 1 : 0, cast.actors.length);
    layout.declare('actor.uffdAt', uffd ? regions * cast.subs - 1 : 0, cast.actors.length);
  }

  /** Modes with which a mapping is registered. */
  modes(region: number): number {
    return this.isUsed ? this.view.get(this.modesAt[region] ?? 0) : 0;
  }
  setModes(region: number, modes: number): void {
    this.view.set(this.modesAt[region] ?? 0, modes);
  }

  /** `pte_uffd_wp()`, of a present PTE and of a swap entry. */
  isProtected(pte: number): boolean {
    return this.isUsed && this.view.get(this.protectedAt[pte] ?? 0) === 1;
  }
  setProtected(pte: number, value: boolean): void {
    if (this.isUsed || value) this.view.set(this.protectedAt[pte] ?? 0, value ? 1 : 0);
  }

  /** Puts an actor to sleep over its fault at a PTE: `handle_userfault()`. */
  sleep(actor: number, pte: number, message: Message): void {
    this.view.set(this.sleepsAt[actor] ?? 0, 1 + messages.indexOf(message));
    this.view.set(this.placeAt[actor] ?? 0, pte);
  }
  isAsleep(actor: number): boolean {
    return this.isUsed && this.view.get(this.sleepsAt[actor] ?? 0) > 0;
  }
  /** Whether the actor sleeps over a fault at this PTE. */
  sleepsAtPlace(actor: number, pte: number): boolean {
    return this.isAsleep(actor) && this.view.get(this.placeAt[actor] ?? 0) === pte;
  }
  /** PTE of the fault that an actor sleeps over, or was woken from with a page in hand. */
  placeOf(actor: number): number {
    return this.view.get(this.placeAt[actor] ?? 0);
  }
  /** The message of a sleeper; undefined where it does not sleep. */
  messageOf(actor: number): Message | undefined {
    const code = this.view.get(this.sleepsAt[actor] ?? 0);
    return code === 0 ? undefined : messages[(code - 1) % messages.length];
  }
  /** Whether the sleeper's message was read. */
  isRead(actor: number): boolean {
    return this.view.get(this.sleepsAt[actor] ?? 0) > messages.length;
  }
  markRead(actor: number): void {
    const at = this.sleepsAt[actor] ?? 0;
    this.view.set(at, this.view.get(at) + messages.length);
  }
  /** Page that an ioctl handed to the actor's fault, 0 for the zero page; undefined for none. */
  handed(actor: number): number | undefined {
    if (!this.hands) return undefined;
    const code = this.view.get(this.handedAt[actor] ?? 0);
    return code === 0 ? undefined : code > this.pages ? 0 : code;
  }
  hand(actor: number, page: number | undefined): void {
    this.view.set(this.handedAt[actor] ?? 0, page === undefined ? 0 : page === 0 ? this.pages + 1 : page);
    if (page === undefined) this.wake(actor);
  }
  wake(actor: number): void {
    this.view.set(this.sleepsAt[actor] ?? 0, 0);
    if (this.handed(actor) === undefined) this.view.set(this.placeAt[actor] ?? 0, 0);
  }
}
