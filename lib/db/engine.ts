import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

const require = createRequire(import.meta.url);
let loaded: Promise<void> | undefined;

/** The engine's own entry imports a .wasm file, which Node 20 cannot; so the module is instantiated by hand, once. */
function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const module = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const bytes = readFileSync(join(dirname(module), 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, {
      './schema_engine_bg.js': { ...bindings },
    });
    const { __wbg_set_wasm: setWasm } = bindings;
    setWasm(instance.exports);
    const start = instance.exports['__wbindgen_start'];
    if (typeof start === 'function') start();
  })();
  return loaded;
}

/**
 * Asks Prisma's schema engine, as WebAssembly, over a driver adapter: it downloads nothing. `schema` is path and text.
 * Where the database fails, the error is the driver's own.
 */
export async function askSchemaEngine<T>(
  factory: SqlMigrationAwareDriverAdapterFactory,
  schema: readonly [path: string, text: string],
  ask: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  await loadEngine();
  const bound = bindMigrationAwareSqlAdapterFactory(factory);
  try {
    return await ask(await bindings.SchemaEngine.new({ datamodels: [[...schema]] }, () => undefined, bound));
  } catch (error) {
    const number = /External error id#(\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    throw number === undefined ? error : (bound.errorRegistry.consumeError(Number(number))?.error ?? error);
  }
}
