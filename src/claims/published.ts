import * as path from "node:path";
import { defaultWorkspace, findRecord } from "../experiments/workspace";
import { readLoadTest } from "../reports/load-record";
import { openRecordBook, RESULTS_FOLDER } from "../reports/record-book";
import { committedVerdict } from "./attention-verdict";
import { evidenceOf, type Evidence } from "./evidence";

/**
 * The evidence of the published run, from its manifest, records, load test and executed notebook alone: no corpus is needed. Records are taken from the
 * run's own folder (or the one that NER_OUT names) and from the committed results. Throws a DataError without a manifest.
 */
export function publishedEvidence(folder: string = RESULTS_FOLDER): Evidence {
  const { manifest } = openRecordBook(folder);
  const workspace = defaultWorkspace(manifest.corpus.name, manifest.profile);
  const load = readLoadTest(path.join(folder, "bench", "serve.json"));
  return evidenceOf(manifest, (hash) => findRecord(workspace, hash), load, () => committedVerdict(path.dirname(folder), manifest));
}
