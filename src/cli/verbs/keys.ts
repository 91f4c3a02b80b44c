import * as os from "node:os";
import * as path from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { KEY_SCOPES, type KeyScope } from "../../serving/security/api-key";
import { AuditLog, type AuditAnchor } from "../../serving/security/audit-log";
import { readKeyFile, type StoredKey } from "../../serving/security/key-file";
import { addKey, revokeKey, standingOf } from "../../serving/security/keys";
import { formatTable } from "../../terminal/table";
import { anchorOption, showAudit } from "../audit";
import { addCommonOptions } from "../options";

interface FileOptions {
  readonly file: string;
  readonly json?: boolean;
}

interface CreateOptions extends FileOptions {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly expires?: Date;
}

interface AuditOptions extends FileOptions {
  readonly anchor?: AuditAnchor;
}

const HELP = `
A key is shown once, when it is made; the file holds its hash alone. Making and
revoking are logged in audit.jsonl beside the file, and not done when they
cannot be; audit says whether that log is as it was written. A running service
takes note within a second.`;
const MILLISECONDS_PER_DAY = 86_400_000;

function scopesOf(text: string): KeyScope[] {
  const scopes = text.split(",").map((scope) => scope.trim());
  const stranger = scopes.find((scope) => !KEY_SCOPES.includes(scope as KeyScope));
  if (stranger !== undefined) throw new InvalidArgumentError(`The scopes are ${KEY_SCOPES.join(", ")}.`);
  return scopes as KeyScope[];
}

/** A number of days from now, or a day. */
function expiryOf(text: string): Date {
  const date = /^\d+$/.test(text) ? new Date(Date.now() + Number(text) * MILLISECONDS_PER_DAY) : new Date(text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError("It must be a number of days, or a date such as 2030-01-31.");
  return date;
}

function logFileBeside(file: string): string {
  return path.join(path.dirname(path.resolve(file)), "audit.jsonl");
}

function logBeside(file: string): AuditLog {
  return new AuditLog(logFileBeside(file));
}

function actor(): string {
  return os.userInfo().username;
}

/** What may be shown of a key. */
function shown(key: StoredKey): Omit<StoredKey, "hash"> & { readonly standing: string } {
  const { hash: _hash, ...known } = key;
  return { ...known, standing: standingOf(key, new Date()) };
}

async function create({ file, name, scopes, expires, json }: CreateOptions): Promise<void> {
  const entry = { action: "create key", actor: actor(), details: { file: path.resolve(file), name, scopes } };
  const { stored, text } = await logBeside(file).around(entry, () => addKey(file, { name, scopes, expires: expires ?? null }, new Date()));
  process.stderr.write(`The key ${stored.id} of ${name} may ${stored.scopes.join(", ")}; it is shown this once:\n`);
  process.stdout.write(`${json ? JSON.stringify({ ...shown(stored), key: text }, null, 2) : text}\n`);
}

function list({ file, json }: FileOptions): void {
  const keys = readKeyFile(file).map(shown);
  const rows = keys.map(({ id, name, scopes, created, expires, standing }) => [id, name, scopes.join(","), created, expires, standing]);
  const table = formatTable(["id", "name", "scopes", "created", "expires", "standing"], rows);
  process.stdout.write(`${json ? JSON.stringify(keys, null, 2) : table}\n`);
}

async function revoke(id: string, { file, json }: FileOptions): Promise<void> {
  const entry = { action: "revoke key", actor: actor(), details: { file: path.resolve(file), id } };
  const key = await logBeside(file).around(entry, () => revokeKey(file, id, new Date()));
  process.stdout.write(json ? `${JSON.stringify(shown(key), null, 2)}\n` : `The key ${id} of ${key.name} is revoked.\n`);
}

function audit({ file, anchor, json }: AuditOptions): void {
  showAudit({ file: logFileBeside(file), anchors: anchor ? [anchor] : [], mayBeMissing: false, json });
}

function subcommand(parent: Command, name: string, description: string): Command {
  const command = parent.command(name).description(description).option("--file <file>", "where the keys' hashes are kept", "keys.json");
  return addCommonOptions(command, "json");
}

/** `nerbook keys create|list|revoke|audit`: who may use the service, and who said so. */
export function register(program: Command): void {
  const keys = program.command("keys").description("Make, list and revoke the API keys of the service; check their audit log.")
    .addHelpText("after", HELP);
  subcommand(keys, "create", "Make a key and show it, once.")
    .requiredOption("--name <name>", "whose it is")
    .addOption(new Option("--scopes <list>", `of ${KEY_SCOPES.join(", ")}`).argParser(scopesOf).default(["predict"], "predict"))
    .addOption(new Option("--expires <when>", "days from now, or a date; never when left out").argParser(expiryOf))
    .action(create);
  subcommand(keys, "list", "Show what keys there are, not the keys themselves.").action(list);
  subcommand(keys, "revoke", "End a key for good.").argument("<id>", "the key's id, as list shows it").action(revoke);
  subcommand(keys, "audit", "Check that the audit log beside the file is as it was written.").addOption(anchorOption()).action(audit);
}
