import type { Command } from "commander";
import { startBackend } from "../../backend/choose";
import { summarizeModels, type ModelSummary } from "../../models/summary";
import { formatTable } from "../../terminal/table";
import { addCommonOptions, wholeNumber } from "../options";

/** The sizes under which the original's parameter counts hold. */
const ORIGINAL_VOCABULARY = 3799;
const ORIGINAL_TAGS = 9;

function printed(model: ModelSummary): string {
  const rows = model.layers.map((layer) => [layer.name, layer.kind, layer.parameters.toLocaleString("en-US")]);
  return `${model.name}: ${model.parameters.toLocaleString("en-US")} parameters\n${formatTable(["layer", "kind", "parameters"], rows)}`;
}

interface ModelsOptions {
  readonly vocabulary: number;
  readonly tags: number;
  readonly json?: boolean;
}

async function run(options: ModelsOptions): Promise<void> {
  await startBackend();
  const summaries = summarizeModels(options);
  const text = options.json ? JSON.stringify(summaries, null, 2) : summaries.map(printed).join("\n\n");
  process.stdout.write(`${text}\n`);
}

export function register(program: Command): void {
  const command = program.command("models").description("List the models, their layers and parameters.")
    .option("--vocabulary <size>", "word ids, PAD and UNK among them", wholeNumber(2, 1_000_000), ORIGINAL_VOCABULARY)
    .option("--tags <count>", "tags, O among them", wholeNumber(1, 10_000), ORIGINAL_TAGS);
  addCommonOptions(command, "json").action(run);
}
