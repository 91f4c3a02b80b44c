import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../../errors";
import { writeRecord } from "../../experiments/record";
import { ensureFolder, writeFileAtomic } from "../../files/atomic";
import { withFileLock } from "../../files/lock";
import { stableJson } from "../../files/stable-json";
import { readBundleText } from "../../models/bundle-files";
import type { DriftReference } from "../drift/reference";
import { REFERENCE_FILE, writeReference } from "../drift/reference-file";
import type { ServedVersion } from "../slots";
import { BUNDLE_FILES, contentHash, hashFiles, type FileHashes } from "./content";
import { checkEvidence, type Evidence } from "./evidence";
import { lockFile, MANIFEST_FILE, PREDICTIONS_FILE, RECORD_FILE, versionFolder, versionsFolder, type Registry } from "./layout";
import { manifestOf, metricsOf, readManifest, VERSION, type Origin, type VersionManifest } from "./manifest";

export interface AddedVersion {
  readonly manifest: VersionManifest;
  /** False for content that was there already. */
  readonly added: boolean;
}

/** Where a version is put together. */
interface Site {
  readonly folder: string;
  readonly manifest: VersionManifest;
}

const STAGING = ".staging-";

/** Copies a bundle to where no reader looks, so that what is hashed is what will be served. Under the lock, older ones are a crash's. */
function stage(registry: Registry, folder: string): string {
  const parent = versionsFolder(registry);
  for (const name of fs.readdirSync(parent)) {
    if (name.startsWith(STAGING)) fs.rmSync(path.join(parent, name), { recursive: true, force: true });
  }
  const staging = path.join(parent, `${STAGING}${process.pid}`);
  ensureFolder(staging);
  for (const name of BUNDLE_FILES) fs.copyFileSync(path.join(folder, name), path.join(staging, name));
  return staging;
}

function writeManifest({ folder, manifest }: Site): Site {
  writeFileAtomic(path.join(folder, MANIFEST_FILE), `${stableJson(manifest, 2)}\n`);
  return { folder, manifest };
}

/** Names files that lie in the folder already in its manifest, which so comes last. */
async function withEvidence({ folder, manifest }: Site, names: readonly string[], known: Partial<VersionManifest> = {}): Promise<Site> {
  const evidence = { ...manifest.evidence, ...(await hashFiles(folder, names)) };
  return writeManifest({ folder, manifest: { ...manifest, ...known, evidence } });
}

async function attachRecord(site: Site, evidence: Evidence): Promise<Site> {
  checkEvidence(evidence, site.manifest);
  const { record, predictions } = evidence;
  writeRecord(path.join(site.folder, RECORD_FILE), record);
  writeFileAtomic(path.join(site.folder, PREDICTIONS_FILE), fs.readFileSync(predictions));
  return withEvidence(site, [RECORD_FILE, PREDICTIONS_FILE], { metrics: metricsOf(record), commit: record.environment.commit });
}

/** What is in the manifest and as it was. */
async function isWhole({ folder, manifest }: Site, name: string): Promise<boolean> {
  const expected = manifest.evidence[name];
  if (expected === undefined || !fs.existsSync(path.join(folder, name))) return false;
  return (await hashFiles(folder, [name]))[name] === expected;
}

/** Adds the evidence that is given and missing, or damaged. */
async function complete(site: Site, source: string, evidence: Evidence | undefined): Promise<Site> {
  const reference = path.join(source, REFERENCE_FILE);
  let completed = site;
  if (fs.existsSync(reference) && !(await isWhole(site, REFERENCE_FILE))) {
    writeFileAtomic(path.join(site.folder, REFERENCE_FILE), fs.readFileSync(reference));
    completed = await withEvidence(completed, [REFERENCE_FILE]);
  }
  const wanted = evidence && !((await isWhole(site, RECORD_FILE)) && (await isWhole(site, PREDICTIONS_FILE)));
  return wanted ? attachRecord(completed, evidence) : completed;
}

/** The version as it is there. Damaged files of the model are replaced by the equal ones that were just staged. */
async function mended(target: string, staged: Site, registry: Registry): Promise<Site> {
  const { manifest } = staged;
  for (const name of BUNDLE_FILES) {
    const file = path.join(target, name);
    const whole = fs.existsSync(file) && (await hashFiles(target, [name]))[name] === manifest.files[name];
    if (!whole) writeFileAtomic(file, fs.readFileSync(path.join(staged.folder, name)));
  }
  return { folder: target, manifest: readManifest(registry, manifest.version) };
}

async function addAlone(registry: Registry, folder: string, evidence: Evidence | undefined, created: Date): Promise<AddedVersion> {
  const origin = readBundleText(folder).description as Origin;
  const staging = stage(registry, folder);
  try {
    const staged = { folder: staging, manifest: manifestOf(origin, await hashFiles(staging, BUNDLE_FILES), folder, created) };
    const target = versionFolder(registry, staged.manifest.version);
    const added = !fs.existsSync(target);
    const site = added ? writeManifest(staged) : await mended(target, staged, registry);
    const { manifest } = await complete(site, folder, evidence);
    if (added) fs.renameSync(staging, target);
    else await verifyVersion(registry, manifest.version);
    return { manifest, added };
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * Copies a model into the registry, with its evidence where that is given. The same content twice is the same version: files
 * that were damaged are whole again then, evidence that was missing is added, and nothing else changes. Throws a DataError for a
 * folder that is no bundle, an unknown architecture, and evidence of another model.
 */
export function addVersion(registry: Registry, folder: string, evidence?: Evidence, created = new Date()): Promise<AddedVersion> {
  ensureFolder(versionsFolder(registry));
  return withFileLock(lockFile(registry), () => addAlone(registry, folder, evidence, created));
}

/** Puts a drift reference beside a version that has none. */
export function addReference(registry: Registry, version: string, reference: DriftReference): Promise<void> {
  return withFileLock(lockFile(registry), async () => {
    const site = { folder: versionFolder(registry, version), manifest: readManifest(registry, version) };
    if (await isWhole(site, REFERENCE_FILE)) return;
    writeReference(site.folder, reference);
    await withEvidence(site, [REFERENCE_FILE]);
  });
}

/** All versions, the oldest first. Throws a DataError for a damaged manifest. */
export function listVersions(registry: Registry): VersionManifest[] {
  if (!fs.existsSync(versionsFolder(registry))) return [];
  const names = fs.readdirSync(versionsFolder(registry)).filter((name) => VERSION.test(name)).sort();
  return names.map((name) => readManifest(registry, name)).sort((a, b) => Date.parse(a.created) - Date.parse(b.created));
}

function requireEqual(folder: string, expected: FileHashes, found: FileHashes): void {
  const damaged = Object.keys(expected).find((name) => expected[name] !== found[name]);
  if (damaged === undefined) return;
  const hashes = `sha256 ${expected[damaged]} expected, ${found[damaged]} found`;
  throw new DataError(`${path.join(folder, damaged)} is damaged: ${hashes}; add the model again from where it came, or roll back.`);
}

/** Reads every file of a version. Throws a DataError that names the first that is missing or not what was added, with both hashes. */
export async function verifyVersion(registry: Registry, version: string): Promise<VersionManifest> {
  const manifest = readManifest(registry, version);
  const folder = versionFolder(registry, version);
  const { files, evidence, sha256 } = manifest;
  const expected = { ...evidence, ...Object.fromEntries(BUNDLE_FILES.map((name) => [name, files[name] ?? "none"])) };
  requireEqual(folder, expected, await hashFiles(folder, Object.keys(expected)));
  const found = contentHash(files);
  if (found === sha256 && found.startsWith(version)) return manifest;
  const expectation = `its files make the content ${found}, and ${sha256} is expected of the version ${version}`;
  throw new DataError(`${path.join(folder, MANIFEST_FILE)} is damaged: ${expectation}.`);
}

/** A version ready to be loaded, after all its files were verified. */
export async function openVersion(registry: Registry, version: string): Promise<ServedVersion> {
  const { slot } = await verifyVersion(registry, version);
  return { slot, version, folder: versionFolder(registry, version) };
}
