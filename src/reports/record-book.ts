import * as fs from "node:fs";
import * as path from "node:path";
import { readRecord, type AnyRecord, type TrialRecord } from "../experiments/record";
import { PROJECT_ROOT } from "../experiments/workspace";
import { DataError } from "../errors";
import type { Manifest } from "./manifest-report";

export const RESULTS_FOLDER = path.join(PROJECT_ROOT, "results");
export const MANIFEST_FILE = "manifest.json";

/** Records by what they answer: the manifest says which trials belong to an experiment's arm, and no corpus is needed to find them. */
export interface RecordBook {
  readonly manifest: Manifest;
  /** The records of an arm that exist, by seed. Throws a RangeError for an arm that the manifest does not hold. */
  records(experiment: string, arm: string): readonly TrialRecord[];
  /** How many trials the manifest has for an arm. */
  planned(experiment: string, arm: string): number;
  /** Any record by its hash, where it exists. */
  find(hash: string): AnyRecord | undefined;
  /** Every record of the folder but those of searches. */
  all(): readonly TrialRecord[];
}

function readManifest(folder: string): Manifest {
  const file = path.join(folder, MANIFEST_FILE);
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Manifest;
  } catch (cause) {
    const remedy = "make it with: nerbook reproduce --corpus gmb --profile full --dry-run --json";
    throw new DataError(`${file} cannot be read (${(cause as Error).message}); ${remedy}.`, { cause });
  }
}

function armOf({ experiments }: Manifest, experiment: string, arm: string): Manifest["experiments"][number]["arms"][number] {
  const found = experiments.find(({ id }) => id === experiment)?.arms.find(({ id }) => id === arm);
  if (!found) throw new RangeError(`The manifest holds no arm "${arm}" of an experiment "${experiment}".`);
  return found;
}

/** Records do not change: each is read once. One that is missing may come later, and is looked for again. */
function remembering(find: RecordBook["find"]): RecordBook["find"] {
  const known = new Map<string, AnyRecord>();
  return (hash) => {
    const record = known.get(hash) ?? find(hash);
    if (record) known.set(hash, record);
    return record;
  };
}

/** Opens the records of a folder that holds a manifest. Throws a DataError when it does not. */
export function openRecordBook(folder: string = RESULTS_FOLDER): RecordBook {
  const manifest = readManifest(folder);
  const find = remembering((hash) => {
    const file = path.join(folder, `${hash}.json`);
    return fs.existsSync(file) ? readRecord<AnyRecord>(file) : undefined;
  });
  const scored = (record: AnyRecord | undefined): TrialRecord[] => (record && record.kind !== "search" ? [record] : []);
  const hashes = () => fs.readdirSync(folder).flatMap((name) => /^([0-9a-f]{16})\.json$/.exec(name)?.[1] ?? []).sort();
  const trialsOf = (experiment: string, arm: string) => [...armOf(manifest, experiment, arm).trials].sort((a, b) => a.seed - b.seed);
  return {
    manifest,
    find,
    planned: (experiment, arm) => trialsOf(experiment, arm).length,
    all: () => hashes().flatMap((hash) => scored(find(hash))),
    records: (experiment, arm) => trialsOf(experiment, arm).flatMap(({ hash }) => scored(find(hash))),
  };
}
