import * as fc from 'fast-check';

/**
 * Properties are tried with the same random cases everywhere, so that a commit which passed keeps passing;
 * `MOOT_TEST_SEED=NUMBER` looks for others.
 */
fc.configureGlobal({ seed: Number(process.env.MOOT_TEST_SEED ?? 20201218) });

// Tests make databases of their own: whoever works on one that is named here does not find it full of theirs.
delete process.env.DATABASE_URL;
