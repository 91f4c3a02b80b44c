import * as fs from "node:fs";
import * as os from "node:os";
import { InvalidArgumentError, Option, type Command } from "commander";
import { DataError, UsageError } from "../../errors";
import {
  activate, addReference, addVersion, allPassed, auditFile, findEvidence, folderAtHand, gateLimitsOf, judgeModel, keepJudgement, lineageOf,
  listVersions, openRegistry, readState, registryAt, removeVersion, rollback, startCanary, versionAtHand, type GateLimits, type GateResult,
  type Judgement, type ModelAtHand, type Order, type Registry,
} from "../../serving/registry";
import { formatGates, formatLineage, formatVersions } from "../../serving/registry/tables";
import type { AuditAnchor } from "../../serving/security/audit-log";
import { SLOTS, type Slot } from "../../serving/slots";
import { anchorOption, showAudit } from "../audit";
import { addCommonOptions } from "../options";

interface PromoteOptions {
  readonly registry: string;
  readonly canary?: number;
  readonly rollback?: Slot;
  readonly list?: boolean;
  readonly lineage?: string;
  readonly remove?: string;
  readonly audit?: boolean;
  readonly anchor?: AuditAnchor;
  readonly force?: string;
  readonly dryRun?: boolean;
  readonly record?: string;
  readonly limits?: string;
  readonly measure?: boolean;
  readonly corpus?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
}

const HELP = `
A FOLDER is copied into the registry with the record and the predictions that
its training left; a VERSION is there already. Gates are run against the slot's
active version, on the test part of the corpus; one that fails stops the
promotion. --force REASON promotes all the same, and the reason is logged.
--rollback undoes a slot's last change: it ends a running canary, or without
one goes back to the version before. --remove deletes a version for good, but
none that is active, a canary, or on a slot's way back. Whatever changes which
version answers, and every removal, is logged; --audit says whether the log is
as it was written.`;

const VERSION = /^[0-9a-f]{12}$/;

function print(options: PromoteOptions, value: object, text: string): void {
  process.stdout.write(`${options.json ? JSON.stringify(value, null, 2) : text}\n`);
}

function limitsFrom(file: string | undefined): GateLimits {
  if (file === undefined) return gateLimitsOf({});
  let text: unknown;
  try {
    text = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (cause) {
    throw new DataError(`The limits ${file} cannot be read: ${(cause as Error).message}.`, { cause });
  }
  return gateLimitsOf(text, file);
}

/** A folder is added to the registry first, but for a dry run, which changes nothing. */
async function candidateOf(registry: Registry, model: string, options: PromoteOptions): Promise<ModelAtHand> {
  if (VERSION.test(model) && !fs.existsSync(model)) return versionAtHand(openRegistry(options.registry), model);
  if (!fs.existsSync(model)) throw new DataError(`There is no model folder ${model}. Train one with: nerbook train model2`);
  const evidence = findEvidence(model, options.record);
  if (options.dryRun) return folderAtHand(model, evidence);
  const { manifest, added } = await addVersion(registry, model, evidence);
  process.stderr.write(`${model} is the version ${manifest.version}${added ? "" : ", which was there already"}.\n`);
  return versionAtHand(registry, manifest.version);
}

/** With `--force`, an active version that is damaged does not stand in the way of another one. */
async function rivalOf(registry: Registry, { slot, version }: ModelAtHand, { force }: PromoteOptions): Promise<ModelAtHand | null> {
  const { active } = readState(registry).slots[slot];
  if (active === version) throw new DataError(`The version ${version} is active in the slot ${slot} already.`);
  if (active === null) return null;
  return versionAtHand(registry, active).catch((error: unknown) => {
    if (force === undefined || !(error instanceof DataError)) throw error;
    process.stderr.write(`${error.message} It is compared with nothing.\n`);
    return null;
  });
}

/** With `--force`, gates that cannot be run are one that fails. */
function judge(candidate: ModelAtHand, rival: ModelAtHand | null, options: PromoteOptions): Promise<Judgement> {
  const { corpus, offline, measure, force } = options;
  const judged = judgeModel(candidate, rival, {
    limits: limitsFrom(options.limits), report: (line) => process.stderr.write(`${line}\n`),
    ...(corpus && { corpus }), ...(offline && { offline }), ...(measure && { measure }),
  });
  return judged.catch((error: unknown) => {
    if (force === undefined || !(error instanceof DataError)) throw error;
    return { gates: [{ gate: "all gates", passed: false, measured: null, limit: null, sentence: error.message }], madeReference: undefined };
  });
}

function orderOf(gates: readonly GateResult[], reason: string | undefined): Order {
  const failed = gates.filter(({ passed }) => !passed).map(({ gate }) => gate);
  const details = { gates: gates.map(({ gate }) => gate), failed };
  const forced = failed.length > 0 && reason !== undefined;
  return { actor: os.userInfo().username, details: forced ? { ...details, forced: reason } : details };
}

function requirePassed(gates: readonly GateResult[], { force }: PromoteOptions): void {
  if (allPassed(gates) || force !== undefined) return;
  const failed = gates.filter(({ passed }) => !passed).map(({ gate }) => gate);
  throw new DataError(`Not promoted: it fails ${failed.join(", ")}. What answers is as it was; --force REASON promotes all the same.`);
}

async function carryOut(registry: Registry, { version }: ModelAtHand, gates: readonly GateResult[], { canary, force }: PromoteOptions): Promise<void> {
  const order = orderOf(gates, force);
  await (canary === undefined ? activate(registry, version, order) : startCanary(registry, version, canary, order));
}

/** What becomes of a model that was judged. */
function outcomeOf(gates: readonly GateResult[], { dryRun, canary, force }: PromoteOptions): string {
  if (dryRun) return "dry run";
  if (!allPassed(gates) && force === undefined) return "refused";
  return canary === undefined ? "activated" : "canary";
}

async function promote(registry: Registry, model: string, options: PromoteOptions): Promise<void> {
  const candidate = await candidateOf(registry, model, options);
  const rival = await rivalOf(registry, candidate, options);
  const { gates, madeReference } = await judge(candidate, rival, options);
  const outcome = outcomeOf(gates, options);
  if (madeReference && !options.dryRun) await addReference(registry, candidate.version, madeReference);
  if (!options.dryRun) keepJudgement(registry, candidate.version, gates, options.force ?? null);
  if (outcome === "activated" || outcome === "canary") await carryOut(registry, candidate, gates, options);
  const { slot, version } = candidate;
  const passed = allPassed(gates);
  print(options, { slot, version, rival: rival?.version ?? null, outcome, passed, gates }, `${formatGates(gates)}\n\n${slot} ${version}: ${outcome}`);
  requirePassed(gates, options);
}

async function goBack(slot: Slot, options: PromoteOptions): Promise<void> {
  const registry = openRegistry(options.registry);
  const { undone, from, to } = await rollback(registry, slot, { actor: os.userInfo().username });
  const text = undone === "canary" ? `${slot}: the canary ${from} is withdrawn; ${to} answers alone.` : `${slot}: back from ${from} to ${to}.`;
  print(options, { slot, undone, from, to }, text);
}

function showVersions(options: PromoteOptions): void {
  const registry = openRegistry(options.registry);
  const [versions, state] = [listVersions(registry), readState(registry)];
  print(options, { ...state, versions }, formatVersions(versions, state));
}

function showLineage(version: string, options: PromoteOptions): void {
  const lineage = lineageOf(openRegistry(options.registry), version);
  print(options, lineage, formatLineage(lineage));
}

async function remove(version: string, options: PromoteOptions): Promise<void> {
  await removeVersion(openRegistry(options.registry), version, { actor: os.userInfo().username });
  print(options, { removed: version }, `The version ${version} is removed.`);
}

/** The registry itself knows the entry of its last change, so that who cuts that off is found out without an anchor of one's own. */
function audit({ registry: folder, anchor, json }: PromoteOptions): void {
  const registry = openRegistry(folder);
  const known = readState(registry).audit;
  showAudit({ file: auditFile(registry), anchors: [known, anchor].flatMap((each) => each ?? []), mayBeMissing: known === null, json });
}

/** Flags of a promotion: beside anything else they would not be heeded. */
const OF_PROMOTION = { canary: "--canary", force: "--force", record: "--record", limits: "--limits", measure: "--measure", corpus: "--corpus" } as const;

function requireHeeded(model: string | undefined, options: PromoteOptions): void {
  if (options.anchor && !options.audit) throw new UsageError("--anchor goes with --audit.");
  if (model !== undefined) return;
  if (options.dryRun) throw new UsageError("--dry-run is for a FOLDER or VERSION that is judged; nothing else can be tried without being done.");
  const idle = Object.entries(OF_PROMOTION).find(([name]) => options[name as keyof typeof OF_PROMOTION] !== undefined);
  if (idle) throw new UsageError(`${idle[1]} is for a FOLDER or VERSION that is promoted.`);
}

/** Exactly one thing is asked for, and nothing that would not be heeded. */
function requireOne(model: string | undefined, options: PromoteOptions): void {
  const wishes = [model, options.rollback, options.list, options.lineage, options.remove, options.audit];
  const asked = wishes.filter((each) => each !== undefined).length;
  if (asked !== 1) throw new UsageError("Name a FOLDER or VERSION to promote, or one of --rollback, --list, --lineage, --remove and --audit.");
  requireHeeded(model, options);
}

async function run(model: string | undefined, options: PromoteOptions): Promise<void> {
  requireOne(model, options);
  if (options.rollback !== undefined) return goBack(options.rollback, options);
  if (options.list) return showVersions(options);
  if (options.lineage !== undefined) return showLineage(options.lineage, options);
  if (options.remove !== undefined) return remove(options.remove, options);
  if (options.audit) return audit(options);
  return promote(registryAt(options.registry), model!, options);
}

function shareOf(text: string): number {
  const share = Number(text);
  if (!(share > 0 && share <= 0.5)) throw new InvalidArgumentError("It must be above 0 and at most 0.5.");
  return share;
}

function versionOf(text: string): string {
  if (!VERSION.test(text)) throw new InvalidArgumentError("It must be a version as --list shows it, twelve hexadecimal digits.");
  return text;
}

function reasonOf(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("Say why.");
  return text;
}

/** `nerbook promote`: gates, and which version answers. */
export function register(program: Command): void {
  const command = program.command("promote").description("Judge a model and make it the one that answers, or go back.")
    .argument("[model]", "a saved model's folder, or a version of the registry")
    .requiredOption("--registry <folder>", "where versions are kept")
    .addOption(new Option("--canary <share>", "let it answer a share of its slot's requests only").argParser(shareOf))
    .addOption(new Option("--rollback <slot>", "undo a slot's last change").choices(SLOTS))
    .option("--list", "show versions, and which answer")
    .option("--lineage <version>", "show where a version comes from")
    .addOption(new Option("--remove <version>", "delete a version that nothing needs").argParser(versionOf))
    .option("--audit", "check that the audit log is as it was written").addOption(anchorOption())
    .addOption(new Option("--force <reason>", "promote although a gate fails").argParser(reasonOf))
    .option("--dry-run", "run the gates, change nothing")
    .option("--record <file>", "the model's record, where it is not beside the model or in results/")
    .option("--limits <file>", "the gates' limits as JSON; those that are left out stay as they are")
    .option("--measure", "measure the latency here, even where the record has one")
    .addHelpText("after", HELP);
  addCommonOptions(command, "corpus", "offline", "json").action(run);
}
