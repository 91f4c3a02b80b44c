import * as fs from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { CharsetDetector, createDecoder } from "../../corpus/charset";
import { TAGGING_SCHEMES } from "../../corpus/tags";
import { DataError, UsageError } from "../../errors";
import { ColumnNumbers, LAST_TWO_COLUMNS, parseTagColumns } from "../../evaluation/column-file";
import { compareReadings, Disagreement } from "../../evaluation/disagreement";
import { formatDisagreement } from "../../evaluation/disagreement-table";
import { Repair, REPAIRS } from "../../evaluation/entities";
import { conllevalOf, FileScores, SchemeChoice, scoreColumns } from "../../evaluation/score-columns";
import { formatEntityScores } from "../../evaluation/score-table";
import { addCommonOptions } from "../options";

interface FileOptions {
  readonly scheme: SchemeChoice;
  readonly columns: ColumnNumbers;
  readonly format: "table" | "json" | "conlleval";
  readonly json?: boolean;
}

interface ScoreOptions extends FileOptions {
  readonly repair: Repair;
}

interface Options extends FileOptions {
  readonly repair?: Repair;
  readonly compare?: boolean;
}

const HELP = `
Each FILE holds one token a line in columns separated by spaces or tabs; blank
and -DOCSTART- lines end a sentence. A stray I- tag is one that continues no
entity of its type: "begin" reads it as conlleval does, "discard" as seqeval's
strict mode does, "reject" stops at it. Several files are scored one by one; as
JSON they come in one array, each object with its "file".

--compare needs no --repair: it shows the scores under begin and discard,
conlleval's report, and every span that only one of the readings has, with its
lines. With --repair reject it still stops at a stray tag.`;

function columnNumbers(text: string): ColumnNumbers {
  const numbers = text.split(",").map(Number);
  const [gold, predicted] = numbers;
  if (numbers.length !== 2 || !numbers.every((number) => Number.isInteger(number) && number !== 0)) {
    throw new InvalidArgumentError("It must be two column numbers such as 2,3 or -2,-1, counted from 1 or from the end.");
  }
  return { gold: gold!, predicted: predicted! };
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const cause = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : `it cannot be read (${code})`;
    throw new DataError(`${file}: ${cause}; name a text file with gold and predicted tags.`, { cause: error });
  }
  const detector = new CharsetDetector();
  detector.push(bytes);
  const decoder = createDecoder(detector.result(file));
  return decoder.decode(bytes) + decoder.end();
}

function scoreFile(file: string, { columns, scheme, repair }: ScoreOptions): FileScores {
  return scoreColumns(parseTagColumns(readText(file), file, columns), file, scheme, repair);
}

/** conlleval's report stays as it is for one file; several reports need their names. */
function titled(files: readonly string[], i: number, report: string): string {
  return files.length === 1 ? report : `${files[i]}\n${report}`;
}

/** One file's result alone, those of several in one array with their names. */
function jsonOf(files: readonly string[], results: readonly object[]): string {
  return JSON.stringify(files.length === 1 ? results[0] : results.map((result, i) => ({ file: files[i], ...result })), null, 2);
}

function render(files: readonly string[], results: readonly FileScores[], { format, json, repair }: ScoreOptions): string {
  if (format === "json" || json) return jsonOf(files, results.map(({ scores }) => scores));
  if (format === "conlleval") return results.map((result, i) => titled(files, i, conllevalOf(result, repair).trimEnd())).join("\n\n");
  const tables = results.map(({ scheme, scores }, i) => formatEntityScores(scores, `${files[i]} (${scheme})`, repair));
  return tables.join("\n\n");
}

function compareFile(file: string, { columns, scheme, repair }: Options): Disagreement {
  const tags = parseTagColumns(readText(file), file, columns);
  if (repair === "reject") scoreColumns(tags, file, scheme, repair);
  return compareReadings(tags, file, scheme);
}

function compare(files: readonly string[], options: Options): string {
  if (options.format === "conlleval" && !options.json) {
    throw new UsageError("--format conlleval prints conlleval's report alone, and --compare holds it among others; leave out one.");
  }
  const reports = files.map((file) => compareFile(file, options));
  if (options.format === "json" || options.json) return jsonOf(files, reports);
  return reports.map((report, i) => formatDisagreement(report, files[i]!)).join("\n\n");
}

function score(command: Command, files: readonly string[], { repair, ...options }: Options): string {
  if (repair === undefined) {
    command.error("error: required option '--repair <reading>' not specified", { code: "commander.missingMandatoryOptionValue" });
  }
  const chosen = { ...options, repair };
  return render(files, files.map((file) => scoreFile(file, chosen)), chosen);
}

/** `nerbook score FILE…`: strict entity scores of files with gold and predicted tags. */
export function register(program: Command): void {
  const command = program
    .command("score")
    .argument("<file...>", "files with gold and predicted tags")
    .description("Score predicted tags against gold tags.")
    .addOption(new Option("--repair <reading>", "how a stray I- tag is read (required without --compare)").choices(REPAIRS))
    .addOption(new Option("--scheme <name>", "the tags' scheme").choices([...TAGGING_SCHEMES, "auto"]).default("IOB2"))
    .addOption(new Option("--columns <gold,predicted>", "column numbers")
      .argParser(columnNumbers).default(LAST_TWO_COLUMNS, "the last two"))
    .addOption(new Option("--format <name>", "how scores are printed").choices(["table", "json", "conlleval"]).default("table"))
    .option("--compare", "where the readings of stray I- tags differ, and on which spans")
    .addHelpText("after", HELP)
    .action((files: string[], options: Options) => {
      process.stdout.write(`${options.compare ? compare(files, options) : score(command, files, options)}\n`);
    });
  addCommonOptions(command, "json");
}
