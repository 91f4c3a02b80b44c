import { Command, Option } from "commander";
import { corpusFacts, ENCODINGS, PART_NAMES, resolveCorpus, TAGGING_SCHEMES } from "../../corpus";
import type { Corpus, CorpusFacts, Counts, Encoding, ReadOptions, TaggingScheme } from "../../corpus";
import { counted, grouped } from "../../corpus/place";
import { UsageError } from "../../errors";
import { Progress } from "../../terminal/progress";
import { formatTable } from "../../terminal/table";
import { addCommonOptions } from "../options";

interface Options {
  readonly corpus?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
  readonly encoding?: Encoding;
  readonly scheme?: TaggingScheme | "auto";
}

const MOST_COLUMNS = 80;

function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** A line of at most 80 columns: what is too long loses its middle. */
function fitted(line: string): string {
  if (line.length <= MOST_COLUMNS) return line;
  const half = (MOST_COLUMNS - 1) >> 1;
  return `${line.slice(0, half)}…${line.slice(line.length - half)}`;
}

function partTable(facts: CorpusFacts): string {
  const columns = [facts, ...PART_NAMES.map((part) => facts.splits[part])];
  const row = (name: string, value: (column: { sentences: number; tokens: number; entities: Counts }) => number) =>
    [name, ...columns.map((column) => grouped(value(column)))];
  const types = Object.keys(facts.entities).map((type) => row(`  ${type}`, ({ entities }) => entities[type] ?? 0));
  return formatTable(["reference split", "corpus", ...PART_NAMES], [
    row("sentences", ({ sentences }) => sentences),
    row("tokens", ({ tokens }) => tokens),
    row("entities", ({ entities }) => total(entities)),
    ...types,
  ]);
}

function tagTable(facts: CorpusFacts): string {
  const rows = Object.entries(facts.tags).map(([tag, count]) => [tag, grouped(count), ((100 * count) / facts.tokens).toFixed(3)]);
  return formatTable(["tag", "tokens", "% of tokens"], rows);
}

function factLines(facts: CorpusFacts): readonly string[] {
  const { lengths } = facts;
  return [
    `${facts.name}: ${facts.path}`,
    `sha256 ${facts.sha256}`,
    `encoding ${facts.encoding}, ${grouped(facts.wordTypes)} distinct words, ${Object.keys(facts.tags).length} tags`,
    `sentence length in tokens: ${lengths.min} to ${lengths.max}, median ${lengths.median}, mean ${lengths.mean.toFixed(2)}`,
    `90/95/99 % of sentences are no longer than ${lengths.p90}/${lengths.p95}/${lengths.p99}`,
    `${counted(facts.duplicates, "surplus duplicate")}, ${counted(facts.violations, "IOB2 violation")}`,
  ];
}

/** The facts of a corpus as text of at most 80 columns. */
export function formatFacts(facts: CorpusFacts): string {
  const blocks = [factLines(facts).join("\n"), partTable(facts), tagTable(facts)];
  return blocks.join("\n\n").split("\n").map(fitted).join("\n");
}

function requested(path: string | undefined, flag: string | undefined): string | undefined {
  if (path !== undefined && flag !== undefined && path !== flag) {
    throw new UsageError(`The corpus is named twice, as ${path} and as --corpus ${flag}; name it once.`);
  }
  return path ?? flag;
}

function readOptions({ encoding, scheme }: Options): ReadOptions {
  return { ...(encoding ? { encoding } : {}), ...(scheme && scheme !== "auto" ? { scheme } : {}) };
}

function downloadProgress(): (received: number, size: number | undefined) => void {
  let progress: Progress | undefined;
  return (received, size) => {
    progress ??= new Progress("downloading GMB", size ?? 0);
    progress.update(received, `${(received / 1e6).toFixed(1)} MB`);
    if (received === size) progress.finish(`Downloaded ${(size / 1e6).toFixed(1)} MB.`);
  };
}

function resolved(path: string | undefined, options: Options): Promise<Corpus> {
  const corpus = requested(path, options.corpus);
  return resolveCorpus({
    ...(corpus === undefined ? {} : { corpus }),
    offline: options.offline ?? false,
    read: readOptions(options),
    report: (line) => void process.stderr.write(`${process.stderr.isTTY ? "\r\u001b[K" : ""}${line}\n`),
    progress: downloadProgress(),
  });
}

export function register(program: Command): void {
  const command = program
    .command("corpus")
    .description("Describe a corpus: sizes, tags, entities, sentence lengths and the reference split.")
    .argument("[path]", "a CSV or CoNLL file, embedded, or gmb; found as every verb finds it when left out");
  addCommonOptions(command, "corpus", "offline", "json")
    .addOption(new Option("--encoding <name>", "the file's encoding instead of the detected one").choices([...ENCODINGS]))
    .addOption(new Option("--scheme <name>", "the file's tagging scheme instead of the detected one").choices([...TAGGING_SCHEMES, "auto"]))
    .action(async (path: string | undefined, options: Options) => {
      const facts = corpusFacts(await resolved(path, options));
      process.stdout.write(`${options.json ? JSON.stringify(facts, null, 2) : formatFacts(facts)}\n`);
    });
}
