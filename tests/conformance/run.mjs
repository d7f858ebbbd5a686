// Replays the fixtures with Playhead and with rrweb's own player, and prints how often each shows what stood in the live
// page; where nobody looked at the live page, how often the two show the same.
//
// Ends with status 1 where the player is closer to a live page than Playhead.
import { parseArgs } from 'node:util';
import { difference, LAYERS, liveRules, playerRules } from './compare.mjs';
import { Player } from './player.mjs';
import { documentsAt, eventsOf, fixturesIn, truthOf } from './recordings.mjs';

const USAGE = 'node run.mjs --cli PROGRAM --fixtures DIR [--chromium PROGRAM] [--moments N] [--seed N] [--verbose] [NAME…]';

function refuse(sentence) {
  console.error(`${sentence}\n${USAGE}`);
  process.exit(2);
}

function words() {
  try {
    return parseArgs(ACCEPTED);
  } catch (error) {
    return refuse(error.message);
  }
}

const ACCEPTED = {
  allowPositionals: true,
  options: {
    cli: { type: 'string' },
    fixtures: { type: 'string' },
    chromium: { type: 'string', default: 'chromium' },
    moments: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
  },
};
const { values: options, positionals: names } = words();
for (const name of ['cli', 'fixtures']) if (options[name] === undefined) refuse(`--${name} is missing`);
for (const name of ['moments', 'seed']) if (!/^\d+$/.test(options[name])) refuse(`--${name} takes a whole number, not ${options[name]}`);

/** Some of the times at which something was recorded, the same for the same seed. */
function chosen(times, count, seed) {
  let state = seed;
  const roll = (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % sides;
  };
  const left = [...times];
  const taken = [];
  while (left.length > 0 && taken.length < count) taken.push(...left.splice(roll(left.length), 1));
  return taken.sort((one, other) => one - other);
}

/** The player cannot read what stands in strings or has other times than numbers; neither does this comparison. */
function readable(lines) {
  const events = [];
  for (const line of lines) {
    try {
      const event = JSON.parse(line);
      if (Number.isFinite(event.timestamp) && event.timestamp > 1e12 && typeof event.data === 'object') events.push(event);
      else return null;
    } catch {
      return null;
    }
  }
  return events.length >= 2 ? events : null;
}

async function compare(fixture, player) {
  const lines = await eventsOf(options.cli, fixture.input);
  const events = lines && readable(lines);
  if (!events) return null;
  const start = Math.min(...events.map(({ timestamp }) => timestamp));
  const truth = truthOf(fixture);
  const times = new Set(events.map(({ timestamp }) => timestamp - start));
  const moments = truth ? truth.moments.map(({ at }) => at) : chosen(times, Number(options.moments), Number(options.seed));
  const documents = await documentsAt(options.cli, fixture.input, moments);
  await player.load(events);
  const score = { moments: 0, nodes: 0, ours: {}, theirs: {}, firsts: [] };
  for (const layer of [...LAYERS, 'all']) score.ours[layer] = score.theirs[layer] = 0;
  for (const [place, at] of moments.entries()) {
    const document = documents[place];
    // Before the first snapshot the player shows that snapshot, and we show that there is nothing.
    if (document.tree.length === 0) continue;
    const ours = await player.spelled(document);
    const theirs = await player.at(at);
    score.moments += 1;
    score.nodes += ours.tree.length;
    const live = truth?.moments[place];
    const rules = live ? liveRules(truth, live) : playerRules(ours);
    const goal = rules(live ?? (theirs.error ? { ...ours, tree: [] } : theirs));
    tally(score, 'ours', ours, goal, rules, live?.label ?? `${at} ms`);
    if (live && !theirs.error) tally(score, 'theirs', theirs, goal, rules);
    if (theirs.error) score.firsts.push(`${at} ms: rrweb fails: ${theirs.error}`);
  }
  return { ...score, hasTruth: truth !== null };
}

function tally(score, side, layers, goal, rules, moment = null) {
  const compared = rules(layers);
  let all = true;
  for (const layer of LAYERS) {
    const found = difference(compared[layer], goal[layer]);
    if (found === null) {
      score[side][layer] += 1;
      continue;
    }
    // Offsets depend on the layout, which needs fonts and pictures that are not in every recording.
    if (layer !== 'scroll') all = false;
    if (moment !== null) score.firsts.push(`${moment}, ${layer}: ours ${found[0]}\n${' '.repeat(12)}against ${found[1]}`);
  }
  if (all) score[side].all += 1;
}

const COLUMNS = ['all', ...LAYERS];
const row = (name, moments, nodes, cells) =>
  `${name.padEnd(34)} ${String(moments).padStart(7)} ${String(nodes).padStart(9)}  ${cells.map((cell) => cell.padStart(9)).join(' ')}`;

function table(title, rows, cell) {
  if (rows.length === 0) return;
  console.log(`\n${title}\n`);
  console.log(row('recording', 'moments', 'nodes', COLUMNS));
  for (const { name, score } of rows) {
    console.log(row(name, score.moments, score.nodes, COLUMNS.map((column) => cell(score, column))));
    const shown = options.verbose ? score.firsts : score.hasTruth ? [] : score.firsts.slice(0, 1);
    for (const first of shown) console.log(`        ${first}`);
  }
  const sum = { moments: 0, nodes: 0, ours: {}, theirs: {} };
  for (const { score } of rows) {
    sum.moments += score.moments;
    sum.nodes += score.nodes;
    for (const side of ['ours', 'theirs']) for (const column of COLUMNS) sum[side][column] = (sum[side][column] ?? 0) + score[side][column];
  }
  console.log(row('in all', sum.moments, sum.nodes, COLUMNS.map((column) => cell(sum, column))));
}

const player = new Player(options.chromium);

const scores = [];
let passedOver = 0;
for (const fixture of fixturesIn(options.fixtures)) {
  const isWanted = names.length === 0 ? !fixture.name.startsWith('large') : names.some((name) => fixture.name.includes(name));
  if (!isWanted) continue;
  const score = await compare(fixture, player);
  if (score && score.moments > 0) scores.push({ name: fixture.name, score });
  else passedOver += 1;
}
await player.close();
if (scores.length === 0) {
  refuse(names.length > 0 ? `No fixture with ${names.join(' or ')} in its name can be compared` : `${options.fixtures} holds nothing to compare`);
}

const against = scores.filter(({ score }) => score.hasTruth);
const beside = scores.filter(({ score }) => !score.hasTruth);
table('Moments at which the document is what stood in the live page: Playhead (rrweb)', against, (score, column) => `${score.ours[column]} (${score.theirs[column]})`);
table(`Moments at which Playhead and rrweb show the same, chosen with seed ${options.seed}`, beside, (score, column) => `${score.ours[column]}`);
if (passedOver > 0) console.log(`\n${passedOver} fixtures hold nothing that rrweb's player reads`);

const behind = against.filter(({ score }) => score.ours.all < score.theirs.all || score.ours.tree < score.theirs.tree);
if (behind.length > 0) {
  console.error(`\nrrweb is closer to the live page in ${behind.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
}
