import { toCsv } from '../csv.ts';
import { columns } from './read-table.ts';

const FIRST = {
  ...{ displayName: 'Window seat 1', extension: '8001', mac: '80:5E:C0:00:00:01' },
  ...{ vendor: 'yealink', model: 'T54W', serial: '', provisioning: 'pnp', network: 'lan' },
  ...{ site: 'Hamburg', floor: '3', callerNumber: '' },
};
const SECOND = { ...FIRST, displayName: 'Window seat 2', extension: '8002', mac: '80:5E:C0:00:00:02' };

/** A table to begin with: every column, and two lines to be written over. */
export const importExample = (): string =>
  toCsv([columns, ...[FIRST, SECOND].map((desk) => columns.map((column) => desk[column]))]);
