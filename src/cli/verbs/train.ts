import * as path from "node:path";
import type { Command } from "commander";
import { startBackend } from "../../backend/choose";
import { parseSetting, withOverrides, type TrialConfig } from "../../experiments/config";
import { profileConfig, profileNamed } from "../../experiments/profiles";
import { openStudy, trainSeeds, type Study } from "../../experiments/study";
import { trialHash, corpusReference } from "../../experiments/trial";
import type { TrialRecord } from "../../experiments/record";
import { asModelName } from "../../models/build";
import { formatTable } from "../../terminal/table";
import { addCommonOptions, type CommonOptions } from "../options";

type TrainOptions = CommonOptions & { readonly set: readonly string[] };

function percent(value: number): string {
  return (100 * value).toFixed(2);
}

function report(record: TrialRecord, study: Study): string {
  const { metrics, timings } = record;
  const { discard, begin } = metrics.test.entities;
  const rows = [
    ["entity F1, strict (discard)", `${percent(discard.micro.f1)} %`],
    ["entity F1, conlleval's reading (begin)", `${percent(begin.micro.f1)} %`],
    ["token accuracy", `${percent(metrics.test.token.accuracy)} %`],
    ["whole sentences right", `${percent(metrics.test.sequenceAccuracy)} %`],
    ["parameters", metrics.parameters.toLocaleString("en-US")],
    ["best epoch", `${metrics.bestEpoch} of ${metrics.epochs}`],
    ["training", `${timings.trainingSeconds} s`],
    ["latency of one sentence", `${timings.latencyMilliseconds} ms`],
    ["peak memory", `${timings.peakMemoryMebibytes} MiB`],
  ];
  const folder = path.relative(process.cwd(), study.workspace.folder);
  const places = `record ${path.join(folder, "results", `${record.hash}.json`)}\nmodel  ${path.join(folder, "models", record.hash)}`;
  return `${formatTable([`test part of ${record.corpus.name}`, ""], rows)}\n${places}`;
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
  const hash = trialHash({ kind: "training", config, corpus: corpusReference(study.dataset.corpus), split: options.split, seed: options.seed });
  process.stderr.write(`trial ${hash}: ${config.model}, ${options.profile} profile, seed ${options.seed}\n`);
  const [record] = (await trainSeeds(one, config)) as [TrialRecord];
  process.stdout.write(`${options.json ? JSON.stringify(record, null, 2) : report(record, study)}\n`);
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

export function register(program: Command): void {
  const command = program.command("train").description("Train one model, score it on the test part and keep record, predictions and model.")
    .argument("<model>", "baseline, baseline-per-token, model2 or advanced")
    .option("--set <setting=value>", "replace a setting, such as training.batchSize=16 (repeatable)", collect, []);
  addCommonOptions(command, "corpus", "split", "profile", "seed", "fresh", "offline", "out", "json").action(run);
}
