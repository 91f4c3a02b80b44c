import * as path from "node:path";
import { startBackend } from "../../backend/choose";
import { profileConfig, profileNamed } from "../../experiments/profiles";
import { openStudy, trainSeeds } from "../../experiments/study";
import { loadBundle } from "../../models/bundle";
import { readBundleText } from "../../models/bundle-files";
import { makeReference } from "../drift/make-reference";
import { readReference, writeReference } from "../drift/reference-file";

/**
 * A model for who has none yet: Model 2 on the embedded corpus in the quick profile, trained where it is not there, with what
 * drift is compared with beside it. Answers with its folder.
 */
export async function defaultModel(): Promise<string> {
  const study = await openStudy({ corpus: "embedded", split: "reference", profile: "quick", offline: true });
  const [record] = await trainSeeds({ ...study, seeds: [0] }, profileConfig("model2", profileNamed("quick")), true);
  const folder = path.join(study.workspace.models, record!.hash);
  if (readReference({ folder, ...readBundleText(folder) })) return folder;
  // Where the record was there already, nothing has started it.
  await startBackend();
  const bundle = await loadBundle(folder);
  const { corpus, split } = study.dataset;
  writeReference(folder, makeReference(bundle, split.validation.map((i) => corpus.sentences[i]!)));
  return folder;
}
