import * as path from "node:path";
import { profileConfig, profileNamed } from "../../experiments/profiles";
import { openStudy, trainSeeds } from "../../experiments/study";
import { loadBundle } from "../../models/bundle";
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
  const bundle = await loadBundle(folder);
  const { corpus, split } = study.dataset;
  const validation = split.validation.map((i) => corpus.sentences[i]!);
  if (!readReference({ folder, ...bundle })) writeReference(folder, makeReference(bundle, validation));
  return folder;
}
