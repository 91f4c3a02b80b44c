import * as path from "node:path";
import type { Command } from "commander";
import { startBackend } from "../../backend/choose";
import { parseSetting, withOverrides, type TrialConfig } from "../../experiments/config";
import { profileConfig, profileNamed } from "../../experiments/profiles";
import { openStudy, scoreFloors, trainSeeds, type Study } from "../../experiments/study";
import { onDataset, trialHash } from "../../experiments/trial";
import type { TrialRecord } from "../../experiments/record";
import { asModelName } from "../../models/build";
import { formatTable } from "../../terminal/table";
import { addCommonOptions, type CommonOptions } from "../options";

type TrainOptions = CommonOptions & { readonly set: readonly string[] };

function percent(value: number): string {
  return (100 * value).toFixed(2);
}

function scoreRow(name: string, { metrics }: TrialRecord): string[] {
  const { validation, test } = metrics;
  const { precision, recall, f1 } = test.entities.discard.micro;
  return [
    name,
    percent(validation.entities.discard.micro.f1),
    percent(precision),
    percent(recall),
    percent(f1),
    percent(test.entities.begin.micro.f1),
    percent(test.token.accuracy),
  ];
}

const SCORE_COLUMNS = ["%", "val. F1", "P", "R", "F1", "F1 (begin)", "tokens"];

function report(record: TrialRecord, study: Study): string {
  const { metrics, timings } = record;
  const floors = scoreFloors(study, metrics.trainingSentences < study.dataset.split.train.length ? metrics.trainingSentences : null);
  const scores = [
    scoreRow("all O", floors["all-O"]),
    scoreRow("look-up table", floors["look-up"]),
    scoreRow(record.kind === "training" ? record.config.model : "", record),
  ];
  const costs = [
    ["parameters", metrics.parameters.toLocaleString("en-US")],
    ["best epoch", `${metrics.bestEpoch} of ${metrics.epochs}`],
    ["training", `${timings.trainingSeconds} s`],
    [
      "tagging",
      `${Math.round(timings.inferenceTokensPerSecond).toLocaleString("en-US")} tokens/s, ${timings.latencyMilliseconds} ms a sentence`,
    ],
    ["peak memory of the process", `${Math.round(timings.peakMemoryMebibytes)} MiB`],
  ];
  const folder = path.relative(process.cwd(), study.workspace.folder);
  return [
    `${record.corpus.name}, ${record.split} split: strict entity scores on the test part (validation F1 first)`,
    formatTable(SCORE_COLUMNS, scores),
    "",
    ...costs.map(([name, value]) => `${name!.padEnd(27)} ${value}`),
    `${"record".padEnd(27)} ${path.join(folder, "results", `${record.hash}.json`)}`,
    `${"model".padEnd(27)} ${path.join(folder, "models", record.hash)}`,
  ].join("\n");
}

function configOf(model: string, options: TrainOptions): TrialConfig {
  const preset = profileConfig(asModelName(model), profileNamed(options.profile));
  return options.set.map(parseSetting).reduce<TrialConfig>(withOverrides, preset);
}

async function run(model: string, options: TrainOptions): Promise<void> {
  const config = configOf(model, options);
  if (options.out) process.env["NER_OUT"] = options.out;
  if (options.fresh) process.env["NER_FRESH_SINCE"] = String(Date.now());
  await startBackend();
  const study = await openStudy(options);
  const one: Study = { ...study, seeds: [options.seed] };
  const hash = trialHash({
    kind: "training",
    config,
    ...onDataset(study.dataset),
    seed: options.seed,
  });
  process.stderr.write(`trial ${hash}: ${config.model}, ${options.profile} profile, seed ${options.seed}\n`);
  const [record] = (await trainSeeds(one, config, true)) as [TrialRecord];
  process.stdout.write(`${options.json ? JSON.stringify(record, null, 2) : report(record, study)}\n`);
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

export function register(program: Command): void {
  const command = program
    .command("train")
    .description("Train one model, score it on the test part and keep record, predictions and model.")
    .argument("<model>", "baseline, baseline-per-token, model2 or advanced")
    .option("--set <setting=value>", "replace a setting, such as training.batchSize=16 (repeatable)", collect, []);
  addCommonOptions(command, "corpus", "split", "profile", "seed", "fresh", "offline", "out", "json").action(run);
}
