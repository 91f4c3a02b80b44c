import * as fs from "node:fs";
import * as path from "node:path";
import { resolveCorpus } from "../corpus";
import { prepareDataset } from "./dataset";
import type { Study } from "./study";
import { PROJECT_ROOT } from "./workspace";

/** Where a second corpus is looked for when none is named, and what stands in for it. */
const WIKIGOLD = path.join(PROJECT_ROOT, "data", "wikigold.conll.txt");
const SUBSTITUTE = "embedded-1700-2";

export interface OtherOptions {
  /** `embedded-SENTENCES-SEED` or a path; NER_OTHER_CORPUS, Wikigold in `data` or a generated corpus when it is not given. */
  readonly other?: string;
  readonly report?: (line: string) => void;
}

function nameOf({ other }: OtherOptions): string {
  const named = other ?? process.env["NER_OTHER_CORPUS"];
  if (named) return named;
  return fs.existsSync(WIKIGOLD) ? path.relative(process.cwd(), WIKIGOLD) : SUBSTITUTE;
}

/** The study with a second corpus, divided in file order. Throws a DataError when a named one cannot be read. */
export async function withOtherCorpus(study: Study, options: OtherOptions = {}): Promise<Study> {
  const { report } = options;
  const corpus = await resolveCorpus({ corpus: nameOf(options), ...(report && { report }) });
  return { ...study, other: prepareDataset(corpus, "sequential") };
}
