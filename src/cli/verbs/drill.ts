import { Option, type Command } from "commander";
import { UsageError } from "../../errors";
import { DEPTHS, ROUNDS, type CardFilter, type Depth, type Round } from "../../interview/card";
import { readDeck } from "../../interview/deck";
import { cardNamed, filterDeck } from "../../interview/filter";
import { LONGEST_MINUTES, SHORTEST_MINUTES } from "../../interview/mock/plan";
import { mockInterview } from "../../interview/mock/run-mock";
import { countTopics, formatList, formatTopics, listCards } from "../../interview/practice/listing";
import { drawNumbers } from "../../interview/practice/number-facts";
import { reset } from "../../interview/practice/reset";
import { openCatalog, practice, practiceCard } from "../../interview/practice/run-practice";
import { drillStatistics, formatStatistics } from "../../interview/practice/statistics";
import { openDataFolder, readProgress } from "../../interview/schedule/store";
import { addCommonOptions, wholeNumber } from "../options";
import { EXPORTS, exportCards, type ExportFormat } from "../export-cards";

interface DrillOptions {
  readonly topic?: string;
  readonly depth?: Depth;
  readonly round?: Round;
  readonly limit: number;
  readonly new?: number;
  readonly card?: string;
  readonly defend?: boolean;
  readonly mock?: Round;
  readonly minutes: number;
  readonly seed?: number;
  readonly list?: boolean;
  readonly stats?: boolean;
  readonly topics?: boolean;
  readonly export?: ExportFormat;
  readonly out?: string;
  readonly reset?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** What the verb does; without one of these it drills. */
const MODES = ["card", "defend", "mock", "list", "stats", "topics", "export", "reset"] as const;
const AS_DATA: readonly string[] = ["list", "stats", "topics"];
const DEFAULT_LIMIT = 20;
const DEFAULT_MINUTES = 45;

const HELP = `
Cards whose number has changed come first, then those that are due, then new
ones. Every rating is saved at once in drill.json in your data folder, the
sheets of mock interviews in mocks/ beside it (environment.md, "Practice").`;

function checkOptions(options: DrillOptions): void {
  const modes = MODES.filter((mode) => options[mode] !== undefined);
  if (modes.length > 1) throw new UsageError(`--${modes[0]} and --${modes[1]} are two things to do; give one of them.`);
  const mode = modes[0] ?? "a drill";
  if (options.json && !AS_DATA.includes(mode)) throw new UsageError("--json goes with --list, --stats or --topics.");
  if (options.out !== undefined && mode !== "export") throw new UsageError("--out goes with --export.");
  if (options.yes && mode !== "reset") throw new UsageError("--yes goes with --reset.");
}

function filterOf({ topic, depth, round }: DrillOptions): CardFilter {
  return { ...(topic !== undefined && { topic }), ...(depth && { depth }), ...(round && { round }) };
}

function print<T>(value: T, format: (value: T) => string, { json }: DrillOptions): void {
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : format(value)}\n`);
}

/** What only looks. */
function look(options: DrillOptions, folder: string): void {
  const [deck, progress, now] = [filterDeck(readDeck(), filterOf(options)), readProgress(folder), new Date()];
  if (options.list) print(listCards(deck, progress, now), (cards) => formatList(cards, now), options);
  else if (options.topics) print(countTopics(deck, progress, now), formatTopics, options);
  else print(drillStatistics(deck, progress, now), formatStatistics, options);
}

async function defend(options: DrillOptions, folder: string): Promise<void> {
  const catalog = await openCatalog();
  const deck = filterDeck(drawNumbers(readDeck(), catalog, options.seed ?? Date.now()), filterOf(options));
  await practice({ folder, deck, catalog }, { limit: options.limit, newLimit: options.new ?? options.limit });
}

async function run(options: DrillOptions): Promise<void> {
  checkOptions(options);
  if (options.export) return void process.stderr.write(`${exportCards(options.export, filterDeck(readDeck(), filterOf(options)), options.out)}\n`);
  const folder = openDataFolder();
  if (options.reset) return void process.stdout.write(`${await reset(folder, options.yes === true)}\n`);
  if (options.list || options.stats || options.topics) return look(options, folder);
  if (options.defend) return defend(options, folder);
  const deck = filterDeck(readDeck(), filterOf(options));
  if (options.card !== undefined) return practiceCard({ folder, deck }, cardNamed(deck, options.card));
  if (options.mock === undefined) return practice({ folder, deck }, { limit: options.limit, newLimit: options.new ?? options.limit });
  return mockInterview({ folder, deck, round: options.mock, minutes: options.minutes, seed: options.seed ?? Date.now() % 10_000 });
}

/** The verb `drill`. */
export function register(program: Command): void {
  const command = program.command("drill").description("Practice for the interview: cards with spaced repetition, numbers to defend, mock interviews.")
    .option("--topic <name>", "cards of one topic")
    .addOption(new Option("--depth <name>", "cards of one depth").choices(DEPTHS))
    .addOption(new Option("--round <name>", "cards of one round").choices(ROUNDS))
    .addOption(new Option("--limit <cards>", "cards of one drill").argParser(wholeNumber(1)).default(DEFAULT_LIMIT))
    .addOption(new Option("--new <cards>", "new ones among them at most").argParser(wholeNumber(0)))
    .option("--card <id>", "one card, due or not")
    .option("--defend", "live numbers: where from, what it hides, what would change it")
    .addOption(new Option("--mock <round>", "a timed interview with a score sheet").choices(ROUNDS))
    .addOption(new Option("--minutes <minutes>", "of a mock interview").argParser(wholeNumber(SHORTEST_MINUTES, LONGEST_MINUTES)).default(DEFAULT_MINUTES))
    .addOption(new Option("--seed <number>", "the same questions of --mock, or order of --defend, again").argParser(wholeNumber(0)))
    .option("--list", "the cards and when they are due").option("--stats", "what was answered so far").option("--topics", "the topics and their cards")
    .addOption(new Option("--export <format>", "write the cards as an Anki deck or a page to print").choices(Object.keys(EXPORTS)))
    .option("--out <file>", "the file that --export writes")
    .option("--reset", "begin anew; the progress so far is kept as a copy").option("--yes", "do not ask before --reset")
    .addHelpText("after", HELP);
  addCommonOptions(command, "json").action(run);
}
