import type { DeliveryPolicy } from '#lib/mm/policy';

/** The ioctl hands the page to a waiting fault, which maps it itself: a thought of September 2021. */
export const deliveryByFault: DeliveryPolicy = {
  id: 'D1',
  rule: 'fault installs',
  family: 'uffd-delivery',
  standing: 'proposed',
  inForce: 'Sep 2021',
  variantOf: null,
  source: '256c72c4-ac99-94fb-d76-fab08e5cf5f4@google.com',
  kernel: '5.16',
  handsOver: true,
};
