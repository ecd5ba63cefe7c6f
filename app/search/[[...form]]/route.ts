import { archiveRoute } from '../../_archive/next-route';

export const dynamic = 'force-dynamic';
export const GET = archiveRoute;
export const HEAD = archiveRoute;
