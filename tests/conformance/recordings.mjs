// The fixtures, and what the command line says of them.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

const ABOUT = ['ORIGIN.md', 'expected.txt', 'truth.json.gz'];
const run = promisify(execFile);

/** Folders with a recording in them, at any depth. */
export function fixturesIn(folder, root = folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  const inputs = entries.filter((entry) => entry.isFile() && !ABOUT.includes(entry.name));
  if (entries.some(({ name }) => name === 'ORIGIN.md') && inputs.length === 1) {
    return [{ name: path.relative(root, folder), folder, input: path.join(folder, inputs[0].name) }];
  }
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
  return folders.sort().flatMap((below) => fixturesIn(below, root));
}

/** What stood in the live page, where somebody looked: moments with their layers. */
export function truthOf({ folder }) {
  const file = path.join(folder, 'truth.json.gz');
  if (!existsSync(file)) return null;
  const { entries, moments, ...about } = JSON.parse(gunzipSync(readFileSync(file)));
  const layer = (runs) => {
    const list = [];
    for (let place = 0; place < runs.length; place += 2) list.push(...entries.slice(runs[place], runs[place] + runs[place + 1]));
    return list;
  };
  const layers = ({ at, label, ...runs }) => ({ at, label, ...Object.fromEntries(Object.entries(runs).map(([name, list]) => [name, layer(list)])) });
  return { ...about, moments: moments.map(layers) };
}

async function cli(program, words) {
  const { stdout } = await run(program, words, { maxBuffer: 2 ** 31 - 1 });
  return stdout.split('\n').filter((line) => line !== '');
}

/** The recorded events as JSON text, unwrapped and unpacked, in the order of their times; null where the file is refused. */
export async function eventsOf(program, input) {
  try {
    return await cli(program, ['events', input, '--raw']);
  } catch {
    return null;
  }
}

export async function documentsAt(program, input, moments) {
  const lines = await cli(program, ['dom', input, '--format', 'canonical', ...moments.flatMap((at) => ['--at', String(at)])]);
  return lines.map((line) => JSON.parse(line));
}
