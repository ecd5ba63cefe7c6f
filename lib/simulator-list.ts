import { mm } from '#lib/mm/mm';
import type { Simulator } from '#lib/scenario/simulator';

/** Every simulator there is: the one line of the program that says what its debates are about. */
export const simulatorList: readonly Simulator[] = [mm];
