/** The lock of who writes through the models; any number, the same in every Moot. */
export const writeLock = 7_166_800_152;
