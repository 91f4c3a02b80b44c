import * as fs from "node:fs";
import * as path from "node:path";
import { Option, type Command } from "commander";
import { startBackend } from "../../backend/choose";
import { UsageError } from "../../errors";
import { loadBundle } from "../../models/bundle";
import { exportOnnx, exportTfjs, FORMATS, type Exported, type Format } from "../../onnx/export";
import { addCommonOptions } from "../options";

interface ExportOptions {
  readonly format: Format;
  readonly out?: string;
  readonly json?: boolean;
}

const EXPORTERS = { onnx: exportOnnx, tfjs: exportTfjs };

/** Where nothing is named, a folder here that bears the model's name and the format's. */
function placeOf(folder: string, { format, out }: ExportOptions): string {
  if (out === undefined) return `${path.basename(path.resolve(folder))}-${format}`;
  if (format === "tfjs" && out.endsWith(".onnx")) throw new UsageError(`tfjs writes a folder, and ${out} is the name of an ONNX file.`);
  return out;
}

/** A bundle's files are its own: nothing may be written among them. */
function requireOther(folder: string, out: string): void {
  if (path.resolve(out) !== path.resolve(folder)) return;
  throw new UsageError(`${out} is the model itself; name another folder (--out).`);
}

function agreementLine({ agreement }: Exported): string {
  if (!agreement) return "not compared with nerbook's own answers: onnxruntime-node is not installed";
  const { system, tokens, largestDifference } = agreement;
  return `probabilities of ${tokens} made-up tokens differ from nerbook's own by at most ${largestDifference.toExponential(1)} under ${system}`;
}

function report(exported: Exported): string {
  const lines = exported.files.map((file) => `${file}  ${fs.statSync(file).size.toLocaleString("en-US")} bytes`);
  return [...lines, agreementLine(exported)].join("\n");
}

async function run(folder: string, options: ExportOptions): Promise<void> {
  const out = placeOf(folder, options);
  requireOther(folder, out);
  await startBackend();
  const bundle = await loadBundle(folder);
  const exported = await EXPORTERS[options.format](bundle, out);
  const { name } = bundle.model;
  const described = { format: options.format, model: name, hash: bundle.description["hash"] ?? null, ...exported };
  process.stdout.write(`${options.json ? JSON.stringify(described, null, 2) : report(exported)}\n`);
}

export function register(program: Command): void {
  const command = program.command("export").description("Write a saved model as ONNX or for stock tfjs, with the same answers.")
    .argument("<model>", "a saved model, such as runs/embedded-quick/models/HASH")
    .addOption(new Option("--format <name>", "what to write").choices(FORMATS).makeOptionMandatory())
    .option("--out <place>", "a folder (default: here, NAME-FORMAT), or an ONNX file alone, FILE.onnx");
  addCommonOptions(command, "json").action(run);
}
