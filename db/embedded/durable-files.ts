import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type InitArguments = Parameters<NodeFS['init']>;
type NodeFileSystem = { stream_ops: { fsync?: (stream: { nfd: number }) => void } };

/** PGlite is started with `-F`, "do not wait for the disk"; and of the ways to wait only `fsync` reaches its files. */
export const DURABLE_START = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
];

/**
 * The files of the database, with a working `fsync`: PGlite's own ignores it, which survives a killed process, but not
 * a power cut.
 */
export class DurableFiles extends NodeFS {
  override async init(...[pg, options]: InitArguments): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const preRun = [...(emscriptenOpts.preRun ?? []), addFsync];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }
}

function addFsync({ FS }: { FS: object }): void {
  const { NODEFS } = (FS as { filesystems: { NODEFS: NodeFileSystem } }).filesystems;
  NODEFS.stream_ops.fsync = ({ nfd }) => fsyncSync(nfd);
}
