import type { Corpus } from "../src/corpus";
import type { BenchOptions, Task } from "./options";
import type { Row } from "./rows";
import type { Session } from "./session";
import type { Sizes } from "./sizes";

/** A piece of the benchmark that gives rows. */
export interface Job {
  /** About how much it takes, in tokens trained by nerbook in WebAssembly. */
  readonly cost: number;
  run(): Promise<Row[]>;
}

/** What tasks plan their jobs from. */
export interface Plan {
  readonly options: BenchOptions;
  readonly sizes: Sizes;
  readonly session: Session;
  /** Throws where no task was asked for that needs a corpus. */
  corpus(): Corpus;
}

export type Planner = (plan: Plan) => Job[];
export type Planners = { readonly [task in Task]: Planner };
