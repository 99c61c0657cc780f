import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startPerch } from '../support/perch-process.ts';
import { simPhones } from '../support/sim-phones.ts';
import { calling } from './calling.ts';
import { downloading } from './downloading.ts';
import { growth } from './growth.ts';
import { promptCalls } from './prompt-calls.ts';
import { registering } from './registering.ts';
import { lineOf, machine, printTable, type Row } from './report.ts';
import { site } from './site.ts';
import { switching } from './switching.ts';
import { wholeSwitches } from './whole-switches.ts';

/** `npm run bench`: measures the real product on this machine, with simulated phones, on loopback ports. */
const PARTS = ['switch', 'many', 'register', 'calls', 'growth', 'prompts', 'downloads', 'site'];
const USAGE = `npm run bench -- [--only ${PARTS.join(',')}] [--seconds 10] [--phones 5000] [--json FILE]`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: PARTS.join(',') },
    seconds: { type: 'string', default: '10' },
    /** Of the site. */
    phones: { type: 'string', default: '5000' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const only = new Set(values.only.split(','));
const seconds = Number(values.seconds);
const phoneCount = Number(values.phones);
const isUsable = [...only].every((part) => PARTS.includes(part)) && seconds > 0 && phoneCount > 0;
if (values.help || !isUsable) {
  console.log(USAGE);
  process.exit(isUsable ? 0 : 1);
}

const measuredOn = machine();
const rows: Row[] = [];
/** Said as soon as it is measured: the whole takes long, and may be stopped. */
const measured = (more: readonly Row[]): void => {
  rows.push(...more);
  for (const row of more) console.log(lineOf(row));
};
if (only.has('switch') || only.has('many')) {
  await using perch = await startPerch();
  const phones = await simPhones(perch.sipPort);
  if (only.has('switch')) measured(await switching(perch, phones));
  if (only.has('many')) measured(await wholeSwitches(perch, phones, seconds));
  await phones.stop();
}
if (only.has('register')) {
  await using first = await startPerch();
  await first.end();
  // The first start makes the database, which costs memory that no later one has.
  await using perch = await first.startAgain();
  measured(await registering(perch, seconds));
}
if (only.has('calls')) {
  await using perch = await startPerch();
  measured(await calling(perch, seconds));
}
if (only.has('downloads')) {
  await using perch = await startPerch();
  measured(await downloading(perch, seconds));
}
if (only.has('site')) {
  await using perch = await startPerch();
  const phones = await simPhones(perch.sipPort);
  for await (const more of site(perch, phones, phoneCount)) measured(more);
  await phones.stop();
}
if (only.has('growth')) for await (const more of growth(seconds)) measured(more);
if (only.has('prompts')) measured(await promptCalls(seconds));
console.log(measuredOn);
printTable(rows);
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ ...measuredOn, rows }, null, 2)}\n`);
