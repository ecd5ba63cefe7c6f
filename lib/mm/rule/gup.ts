import type { GupRule } from '#lib/mm/policy';

/** GUP for reading takes what it finds, whoever shares it. */
export const takesAsIs: GupRule = {
  fault: 'never',
  heedsMayShare: false,
  wants: () => false,
  wantsNotAnon: () => false,
  stopsAtUffdWp: false,
};

/** 17839856fd58: GUP that takes a reference breaks COW first, as if it were going to write. */
export const breaksCow: GupRule = {
  fault: 'break',
  heedsMayShare: false,
  wants: () => true,
  wantsNotAnon: () => true,
  stopsAtUffdWp: true,
};

/** The series of August 2020: as above by a flag of its own, so that userfaultfd hears of real writes alone. */
export const breaksCowQuietly: GupRule = { ...breaksCow, stopsAtUffdWp: false };

/** Not breaking COW is the subtle case, so who can live with it has to say so: 10 August 2020. */
export const breaksCowUnlessItMayShare: GupRule = { ...breaksCow, heedsMayShare: true };

/** The series of 17 December 2021: a page that is mapped more than once is copied, and stays read-only. */
export const unsharesMapped: GupRule = {
  fault: 'unshare',
  heedsMayShare: false,
  wants: (m, page) => m.mapcount(page) > 1 && !m.ksm.isKsm(page),
  wantsNotAnon: () => false,
  stopsAtUffdWp: false,
};

/** a7f226604170 (5.19): a pin must be of an exclusive page. A plain reference never unshares. */
export const unsharesForPin: GupRule = {
  fault: 'unshare',
  heedsMayShare: false,
  wants: (m, page, sub, { isPin }) => isPin && !m.isExclusive(page, sub),
  wantsNotAnon: () => false,
  stopsAtUffdWp: false,
};

/** 84209e87c696 (6.2): a long-term pin unshares what is not anonymous, too. */
export const unsharesForLongtermPin: GupRule = {
  ...unsharesForPin,
  wantsNotAnon: (_, { isPin, isLongterm }) => isPin && isLongterm,
};
