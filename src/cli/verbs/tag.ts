import * as fs from "node:fs";
import type { Command } from "commander";
import { startBackend } from "../../backend/choose";
import { decodeText } from "../../corpus/charset";
import { DataError } from "../../errors";
import { loadBundle } from "../../models/bundle";
import { openTagger, type TaggedText, type Tagger } from "../../models/tagger";
import { splitTokens, tokenize } from "../../models/tokenize";
import { addCommonOptions } from "../options";

interface TagOptions {
  readonly model: string;
  readonly pretokenized?: boolean;
  readonly json?: boolean;
}

/** Lines tagged together: enough to fill batches, few enough to stream. */
const LINES_AT_ONCE = 256;
const STANDARD_INPUT = 0;

function readText(file: string): string {
  try {
    return decodeText(fs.readFileSync(file === "-" ? STANDARD_INPUT : file), file);
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : (cause as Error).message;
    throw new DataError(`The text ${file} cannot be read: ${reason}.`, { cause });
  }
}

function columns(tagged: TaggedText): string {
  return tagged.tokens.map((token, i) => `${token} ${tagged.tags[i]}\n`).join("") + "\n";
}

function tagLines(tagger: Tagger, lines: readonly string[], options: TagOptions): string {
  const split = options.pretokenized ? splitTokens : tokenize;
  const texts = lines.map((text) => ({ text, tokens: split(text) }));
  return tagger.tag(texts).map((tagged) => (options.json ? `${JSON.stringify(tagged)}\n` : columns(tagged))).join("");
}

async function run(file: string, options: TagOptions): Promise<void> {
  await startBackend();
  const tagger = openTagger(await loadBundle(options.model));
  const lines = readText(file).split(/\r?\n/);
  if (lines[lines.length - 1] === "") lines.pop();
  for (let i = 0; i < lines.length; i += LINES_AT_ONCE) process.stdout.write(tagLines(tagger, lines.slice(i, i + LINES_AT_ONCE), options));
  tagger.close();
}

export function register(program: Command): void {
  const command = program.command("tag").description("Tag new text, one sentence a line, with a saved model.")
    .argument("[file]", "a text file, or - for standard input", "-")
    .requiredOption("--model <folder>", "a saved model, such as runs/embedded-quick/models/HASH")
    .option("--pretokenized", "tokens are separated by spaces already");
  addCommonOptions(command, "json").action(run);
}
