import { Option, type Command } from "commander";
import { UsageError } from "../../errors";
import { DEPTHS, ROUNDS, type CardFilter, type Depth, type Round } from "../../interview/card";
import { readDeck } from "../../interview/deck";
import { cardNamed, filterDeck } from "../../interview/filter";
import { DEFAULT_MINUTES, LONGEST_MINUTES, SHORTEST_MINUTES } from "../../interview/mock/plan";
import { mockInterview } from "../../interview/mock/run-mock";
import { countTopics, formatList, formatTopics, listCards } from "../../interview/practice/listing";
import { drawNumbers } from "../../interview/practice/number-facts";
import { reset } from "../../interview/practice/reset";
import { openCatalog, practice, practiceCard } from "../../interview/practice/run-practice";
import type { SelectionOptions } from "../../interview/practice/selection";
import { drillStatistics, formatStatistics } from "../../interview/practice/statistics";
import { progressOf } from "../../interview/schedule/progress";
import { openDataFolder, readProgress } from "../../interview/schedule/store";
import { addCommonOptions, wholeNumber } from "../options";
import { EXPORTS, exportCards, type ExportFormat } from "../export-cards";

interface DrillOptions {
  readonly topic?: string;
  readonly depth?: Depth;
  readonly round?: Round;
  readonly limit?: number;
  readonly new?: number;
  readonly card?: string;
  readonly defend?: boolean;
  readonly mock?: Round;
  readonly minutes?: number;
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
type Mode = (typeof MODES)[number] | "drill";
/** Flags that mean something in some modes only; elsewhere they would be ignored without a word. */
const GOES_WITH: { readonly [flag in "json" | "out" | "yes" | "minutes" | "seed" | "limit" | "new"]: readonly Mode[] } = {
  json: ["list", "stats", "topics"],
  out: ["export"],
  yes: ["reset"],
  minutes: ["mock"],
  seed: ["defend", "mock"],
  limit: ["drill", "defend"],
  new: ["drill", "defend"],
};
const DEFAULT_LIMIT = 20;

const HELP = `
Cards whose number has changed come first, then those that are due, then new
ones. Every rating is saved at once in drill.json in your data folder, the
sheets of mock interviews in mocks/ beside it (environment.md, "Practice").`;

function modesText(modes: readonly Mode[]): string {
  const names = modes.map((mode) => (mode === "drill" ? "a drill" : `--${mode}`));
  return [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" or ");
}

function checkOptions(options: DrillOptions): void {
  const modes = MODES.filter((mode) => options[mode] !== undefined);
  if (modes.length > 1) throw new UsageError(`--${modes[0]} and --${modes[1]} are two things to do; give one of them.`);
  const mode = modes[0] ?? "drill";
  for (const flag of Object.keys(GOES_WITH) as (keyof typeof GOES_WITH)[]) {
    if (options[flag] !== undefined && !GOES_WITH[flag].includes(mode)) throw new UsageError(`--${flag} goes with ${modesText(GOES_WITH[flag])}.`);
  }
  if (options.mock && options.round) throw new UsageError(`--mock ${options.mock} says which round it is; leave --round out.`);
  const hasFilter = Object.keys(filterOf(options)).length > 0;
  if (mode === "reset" && hasFilter) throw new UsageError("--reset begins every card anew; it takes no --topic, --depth or --round.");
}

function filterOf({ topic, depth, round }: DrillOptions): CardFilter {
  return { ...(topic !== undefined && { topic }), ...(depth && { depth }), ...(round && { round }) };
}

function selectionOf({ limit = DEFAULT_LIMIT, new: newLimit = limit }: DrillOptions): SelectionOptions {
  return { limit, newLimit };
}

function print<T>(value: T, format: (value: T) => string, { json }: DrillOptions): void {
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : format(value)}\n`);
}

/** What only looks. */
function look(options: DrillOptions, folder: string): void {
  const [filter, now] = [filterOf(options), new Date()];
  const deck = filterDeck(readDeck(), filter);
  const all = readProgress(folder);
  const progress = Object.keys(filter).length === 0 ? all : progressOf(deck, all);
  if (options.list) print(listCards(deck, progress, now), (cards) => formatList(cards, now), options);
  else if (options.topics) print(countTopics(deck, progress, now), formatTopics, options);
  else print(drillStatistics(deck, progress, now), formatStatistics, options);
}

async function defend(options: DrillOptions, folder: string): Promise<void> {
  const catalog = await openCatalog();
  const deck = filterDeck(drawNumbers(readDeck(), catalog, options.seed ?? Date.now()), filterOf(options));
  await practice({ folder, deck, catalog }, selectionOf(options));
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
  if (options.mock === undefined) return practice({ folder, deck }, selectionOf(options));
  const { mock: round, minutes = DEFAULT_MINUTES, seed = Date.now() % 10_000 } = options;
  return mockInterview({ folder, deck, round, minutes, seed });
}

/** The verb `drill`. */
export function register(program: Command): void {
  const command = program.command("drill").description("Practice for the interview: cards with spaced repetition, numbers to defend, mock interviews.")
    .option("--topic <name>", "cards of one topic")
    .addOption(new Option("--depth <name>", "cards of one depth").choices(DEPTHS))
    .addOption(new Option("--round <name>", "cards of one round").choices(ROUNDS))
    .addOption(new Option("--limit <cards>", `cards of one drill (default: ${DEFAULT_LIMIT})`).argParser(wholeNumber(1)))
    .addOption(new Option("--new <cards>", "new ones among them at most").argParser(wholeNumber(0)))
    .option("--card <id>", "one card, due or not")
    .option("--defend", "live numbers: where from, what it hides, what would change it")
    .addOption(new Option("--mock <round>", "a timed interview with a score sheet").choices(ROUNDS))
    .addOption(new Option("--minutes <minutes>", `of a mock interview (default: ${DEFAULT_MINUTES})`).argParser(wholeNumber(SHORTEST_MINUTES, LONGEST_MINUTES)))
    .addOption(new Option("--seed <number>", "the same questions of --mock, or order of --defend, again").argParser(wholeNumber(0)))
    .option("--list", "the cards and when they are due").option("--stats", "what was answered so far").option("--topics", "the topics and their cards")
    .addOption(new Option("--export <format>", "write the cards as an Anki deck or a page to print").choices(Object.keys(EXPORTS)))
    .option("--out <file>", "the file that --export writes")
    .option("--reset", "begin anew; the progress so far is kept as a copy").option("--yes", "do not ask before --reset")
    .addHelpText("after", HELP);
  addCommonOptions(command, "json").action(run);
}
