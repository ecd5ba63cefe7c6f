import { findRecordKind, recordKinds, records } from '#lib/argument/records';
import { worstFirst } from '#lib/argument/standing';
import { findDebateFront } from '#lib/db/debate';
import type { PrismaClient } from '#lib/db/generated/client';
import { listWholeRuns } from '#lib/db/list-runs';
import { listMatrices, readMatrices } from '#lib/db/matrix';
