import { GMB_SHA256 } from "../corpus";
import type { TrialRecord } from "../experiments/record";
import type { Study } from "../experiments/study";
import { planExperiments } from "../experiments/trial-list";
import { trialHash, type FloorName } from "../experiments/trial";
import { findRecord } from "../experiments/workspace";
import { readLoadTest, type LoadTest } from "../reports/load-record";
import { manifestOf, type Manifest } from "../reports/manifest-report";
import { attentionText } from "./attention-report";
import { readVerdict, type SpokenVerdict } from "./attention-verdict";

/** Which trials belong to which arm of which experiment: what a manifest says. */
export type AddressBook = Pick<Manifest, "corpus" | "split" | "profile" | "experiments">;

export interface ArmRecords {
  readonly arm: string;
  readonly title: string;
  readonly records: readonly TrialRecord[];
}

/** The records that claims are judged by. */
export interface Evidence {
  readonly corpus: string;
  readonly profile: string;
  readonly split: string;
  /** Whether a verdict can be given at all: the claims are about GMB, and only the full profile trains to the end. */
  readonly isAboutClaims: boolean;
  /** The arms of an experiment with whatever records exist, in the order of its seeds; an unknown experiment has none. */
  arms(experiment: string): readonly ArmRecords[];
  records(experiment: string, arm: string): readonly TrialRecord[];
  /** A floor on the very data of a training's record, where it was scored. */
  floor(name: FloorName, beside: TrialRecord): TrialRecord | undefined;
  /** The load test of the service; null where there is none, or where no verdict can be given. */
  readonly load: LoadTest | null;
  /** What the paired test says of attention; null where nobody made it, or where no verdict can be given. */
  readonly attention: () => SpokenVerdict | null;
}

/** Every experiment that a claim is judged by. */
export const EXPERIMENTS_OF_CLAIMS = ["headline", "sequence-length", "legacy", "legacy-swapped", "ladder", "attention"] as const;

type Finder = (hash: string) => TrialRecord | undefined;

/** Records do not change: each is read once. One that is missing may come later, and is looked for again. */
function remembering(find: Finder): Finder {
  const known = new Map<string, TrialRecord>();
  return (hash) => {
    const record = known.get(hash) ?? find(hash);
    if (record) known.set(hash, record);
    return record;
  };
}

/** The hash of a floor on the data of a training's record; null for what is no training. */
function floorHash(name: FloorName, { kind, config, corpus, split, drawing }: TrialRecord): string | null {
  if (kind !== "training") return null;
  const { trainingSentences } = config;
  return trialHash({ kind: "floor", config: { floor: name, trainingSentences }, corpus, split, ...(drawing && { drawing }), seed: 0 });
}

/** The evidence of an address book, of whoever finds a record by its hash, of a load test, and of the paired test of attention. */
export function evidenceOf(
  book: AddressBook, finder: Finder, load: LoadTest | null = null, attention: Evidence["attention"] = () => null,
): Evidence {
  const find = remembering(finder);
  const isAboutClaims = book.corpus.sha256 === GMB_SHA256 && book.profile === "full" && book.split === "reference";
  const arms = (experiment: string) =>
    (book.experiments.find(({ id }) => id === experiment)?.arms ?? []).map(({ id, title, trials }) => ({
      arm: id, title, records: trials.flatMap(({ hash }) => find(hash) ?? []),
    }));
  return {
    corpus: book.corpus.name,
    profile: book.profile,
    split: book.split,
    isAboutClaims,
    load: isAboutClaims ? load : null,
    attention: isAboutClaims ? attention : () => null,
    arms,
    records: (experiment, arm) => arms(experiment).find((each) => each.arm === arm)?.records ?? [],
    floor: (name, beside) => {
      const hash = floorHash(name, beside);
      return hash === null ? undefined : find(hash);
    },
  };
}

/** The evidence of a study: whatever its workspace and the committed results hold. Nothing is trained for it. */
export function evidenceOfStudy(study: Study): Evidence {
  const book = manifestOf(study, planExperiments(study, EXPERIMENTS_OF_CLAIMS));
  const evidence: Evidence = evidenceOf(
    book, (hash) => findRecord(study.workspace, hash), readLoadTest(), () => readVerdict(attentionText(study, evidence)),
  );
  return evidence;
}
