import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';

/** A factory whose every connection is `connection`, which only its owner closes. */
export function shareConnection(
  factory: SqlMigrationAwareDriverAdapterFactory,
  connection: SqlDriverAdapter,
): SqlMigrationAwareDriverAdapterFactory {
  const shared: SqlDriverAdapter = {
    provider: connection.provider,
    adapterName: connection.adapterName,
    executeScript: (script) => connection.executeScript(script),
    queryRaw: (query) => connection.queryRaw(query),
    executeRaw: (query) => connection.executeRaw(query),
    startTransaction: (level) => connection.startTransaction(level),
    ...(connection.getConnectionInfo === undefined
      ? {}
      : { getConnectionInfo: () => connection.getConnectionInfo?.() ?? { supportsRelationJoins: false } }),
    dispose: async () => undefined,
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => shared,
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}
