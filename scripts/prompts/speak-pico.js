import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/**
 * Speaks lines of id, tab, sentence with SVOX Pico into OUT/id.raw: 16 kHz, 16 bits, one channel.
 *
 *     node speak-pico.js svoxpico.js LINGWARE de-DE OUT < lines
 */
const [engineFile = '', lingware = '', language = '', out = ''] = process.argv.slice(2);
const MEMORY_BYTES = 2_500_000;
const NAME_BYTES = 32;
const BUFFER_BYTES = 128;
const STEP_IDLE = 200;
const STEP_BUSY = 201;

const { default: load } = await import(pathToFileURL(engineFile).href);
const pico = await load();

function textAt(/** @type {string} */ text) {
  const bytes = new TextEncoder().encode(`${text}\0`);
  const at = pico._malloc(bytes.length);
  pico.HEAPU8.set(bytes, at);
  return at;
}
const demand = (/** @type {number} */ status, /** @type {string} */ what) => {
  if (status !== 0) throw new Error(`SVOX Pico: ${what} gave ${status}`);
};

function startEngine() {
  const pointer = pico._malloc(4);
  demand(pico._pico_initialize(pico._malloc(MEMORY_BYTES), MEMORY_BYTES, pointer), 'initialize');
  const system = pico.HEAP32[pointer >> 2];
  const voice = textAt('voice');
  const names = readdirSync(lingware).filter((name) => name.startsWith(language));
  const resources = names
    .sort()
    .reverse()
    .map((name) => loadResource(system, name));
  demand(pico._pico_createVoiceDefinition(system, voice), 'createVoiceDefinition');
  for (const name of resources)
    demand(pico._pico_addResourceToVoiceDefinition(system, voice, name), 'addResourceToVoiceDefinition');
  demand(pico._pico_newEngine(system, voice, pointer), 'newEngine');
  return pico.HEAP32[pointer >> 2];
}

function loadResource(/** @type {number} */ system, /** @type {string} */ file) {
  const pointer = pico._malloc(4);
  pico.FS.writeFile(`/${file}`, readFileSync(`${lingware}/${file}`));
  demand(pico._pico_loadResource(system, textAt(`/${file}`), pointer), `loadResource ${file}`);
  const name = pico._malloc(NAME_BYTES);
  demand(pico._pico_getResourceName(system, pico.HEAP32[pointer >> 2], name), 'getResourceName');
  return name;
}

function speak(/** @type {number} */ engine, /** @type {string} */ sentence) {
  const text = textAt(sentence);
  const length = new TextEncoder().encode(sentence).length + 1;
  const [taken, buffer, received, type] = [2, BUFFER_BYTES, 2, 2].map((size) => pico._malloc(size));
  const pieces = [];
  for (let at = 0; at < length; at += pico.HEAP16[taken >> 1]) {
    demand(pico._pico_putTextUtf8(engine, text + at, length - at, taken), 'putTextUtf8');
    for (let status = STEP_BUSY; status === STEP_BUSY; ) {
      status = pico._pico_getData(engine, buffer, BUFFER_BYTES, received, type);
      if (status !== STEP_BUSY && status !== STEP_IDLE) demand(status, 'getData');
      pieces.push(Buffer.from(pico.HEAPU8.slice(buffer, buffer + pico.HEAP16[received >> 1])));
    }
  }
  return Buffer.concat(pieces);
}

const engine = startEngine();
for await (const line of createInterface({ input: process.stdin })) {
  const [id, sentence = ''] = line.split('\t');
  writeFileSync(`${out}/${id}.raw`, speak(engine, sentence));
}
