import * as fs from "node:fs";
import * as path from "node:path";
import { Command, CommanderError } from "commander";
import { DataError, InterruptedError } from "../errors";
import { colors } from "../terminal/colors";

const VERBS_FOLDER = path.join(__dirname, "verbs");
const EXIT_CODES = `
Exit codes: 0 done; 1 the data or the run failed; 2 wrong usage; 130 interrupted.
Messages go to standard error; with --json, standard output holds JSON alone.`;

function packageVersion(): string {
  const text = fs.readFileSync(path.join(__dirname, "..", "..", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** The verb that is asked for, when it is one, and none for the version: loading no other starts the command in half the time. */
function verbFiles(wanted: string | undefined): string[] {
  if (wanted === "--version" || wanted === "-V") return [];
  const all = fs.readdirSync(VERBS_FOLDER).filter((file) => file.endsWith(".ts")).sort();
  return all.includes(`${wanted}.ts`) ? [`${wanted}.ts`] : all;
}

/** The command with the named verb, or with all: each file of `verbs/` registers one. */
export function buildProgram(verb?: string): Command {
  const program = new Command("nerbook")
    .description("Notebook research environment for named entity recognition.")
    .version(packageVersion())
    .addHelpText("after", EXIT_CODES)
    .configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 80, 100) })
    .showHelpAfterError("(nerbook --help lists the verbs, nerbook VERB --help its flags)")
    .exitOverride();
  for (const file of verbFiles(verb)) {
    const { register } = require(path.join(VERBS_FOLDER, file)) as { register(program: Command): void };
    register(program);
  }
  for (const command of program.commands) inheritExit(command, program);
  return program;
}

function inheritExit(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheritExit(child, command);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof DataError) return error.exitCode;
  return 1;
}

function explain(error: unknown): void {
  if (error instanceof CommanderError) return;
  const known = error instanceof DataError;
  const message = known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  const paint = colors(process.stderr);
  const label = error instanceof InterruptedError ? paint.yellow("interrupted:") : paint.red("error:");
  process.stderr.write(`${label} ${message}\n`);
}

/** Runs the command line and sets the exit code. A known failure prints one line, an unforeseen one its stack. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  try {
    await buildProgram(argv[2]).parseAsync(argv as string[]);
  } catch (error) {
    explain(error);
    process.exitCode = exitCodeOf(error);
  }
}
