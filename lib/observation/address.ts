import { type OrderStep, printOrder } from '#lib/observation/order';
import { type Pin, pins } from '#lib/observation/pin';
import type { Probe } from '#lib/observation/probe';
import { probes } from '#lib/observation/probes';

/** Stands in an address where nothing is pinned. */
const noPin = 'none';

/** An order as a part of an address: `fork.child-pins.parent-writes`. */
export function orderSlug(steps: readonly OrderStep[]): string {
  return printOrder(steps).replaceAll(' ', '-').replaceAll(';', '.');
}

/** The order that a part of an address says, for `readOrder`. */
export function orderOfSlug(slug: string): string {
  return slug.replaceAll('.', ';').replaceAll('-', ' ');
}

/** A pin as a part of an address; `pin` is its name, empty where nothing is pinned. */
export function pinSlug(pin: string): string {
  return pin === '' ? noPin : slugOf(pin);
}

/** The pin that a part of an address says: null where nothing is pinned, undefined where it names none. */
export function pinOfSlug(slug: string): Pin | null | undefined {
  return slug === noPin ? null : pins.find(({ name }) => slugOf(name) === slug);
}

/** A trial as a part of an address: `h1 [zram]` is `h1-zram`. */
export function probeSlug(id: string): string {
  return slugOf(id);
}

/** The trial that a part of an address says. */
export function probeOfSlug(slug: string): Probe | undefined {
  return probes.find(({ id }) => slugOf(id) === slug);
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
