import type { DeliveryPolicy } from '#lib/mm/policy';

/** The ioctl maps the page and wakes the waiters, who find it there: since 4.3. */
export const deliveryByIoctl: DeliveryPolicy = {
  id: 'D0',
  rule: 'ioctl installs',
  family: 'uffd-delivery',
  standing: 'released',
  inForce: '4.3 on',
  variantOf: null,
  source: 'v4.3 mcopy_atomic_pte',
  kernel: '5.7',
  handsOver: false,
};
