import * as fs from "node:fs";
import * as path from "node:path";
import { codeFingerprint, notebookFingerprints, readState, stateFile, writeState } from "./fingerprint";
import type { NotebookEvent } from "./events";
import { NOTEBOOKS_FOLDER, notebookSources, readCells } from "./files";
import { parameterNames } from "./parameters";
import type { Parameters } from "./parameters";
import { NotebookError, runNotebook } from "./runner";

export interface RunAllOptions {
  /** The corpus, resolved; a `Corpus` will do. */
  readonly corpus: { readonly name: string; readonly path: string; readonly sha256: string };
  readonly profile: "quick" | "full";
  /** How many seeds; what each notebook says when left out. */
  readonly seeds?: number;
  readonly split?: string;
  /** Where notebooks, figures and records go: `<out>/notebooks/NN-name.ipynb`. */
  readonly out: string;
  /** Numbers or names of notebooks; all when left out. */
  readonly only?: readonly string[];
  /** Runs notebooks again that have nothing new, and trains again what has its record. */
  readonly fresh?: boolean;
  readonly offline?: boolean;
  /** The folder of the sources. */
  readonly folder?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Stands for the sources and packages; taken from the project by default. */
  readonly codeFingerprint?: string;
}

export interface NotebookPosition {
  /** Counted from 1. */
  readonly index: number;
  readonly of: number;
  /** Such as `03-baseline`. */
  readonly name: string;
}

/** Who is told how the run goes on. */
export interface RunReporter {
  /** Whether a person watches a terminal, so that progress bars may redraw their line. */
  readonly interactive: boolean;
  notebookStarted(position: NotebookPosition): void;
  notebookEvent(event: NotebookEvent): void;
  notebookFinished(position: NotebookPosition, seconds: number): void;
  /** It has run with the same sources, corpus and parameters. */
  notebookSkipped(position: NotebookPosition): void;
  /** It stopped; the error that says why follows. `trace` is empty where there is none. */
  notebookStopped(position: NotebookPosition, trace: readonly string[]): void;
}

export interface NotebookRun {
  readonly name: string;
  readonly source: string;
  readonly output: string;
  readonly seconds: number;
  readonly skipped: boolean;
}

/** The names by which notebooks ask for a corpus; any other corpus is asked for by its path. */
const NAMED_CORPORA = /^(gmb|embedded(-\d+){0,2})$/;

function corpusPath({ corpus }: RunAllOptions): string {
  return corpus.name.startsWith("embedded") ? corpus.name : path.resolve(corpus.path);
}

function parametersFor(source: string, options: RunAllOptions): Parameters {
  const corpus = NAMED_CORPORA.test(options.corpus.name) ? options.corpus.name : corpusPath(options);
  const all: { readonly [name: string]: string | number | undefined } = {
    CORPUS: corpus,
    SPLIT: options.split,
    PROFILE: options.profile,
    SEEDS: options.seeds,
  };
  const declared = parameterNames(readCells(source));
  return Object.fromEntries(declared.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]!]])));
}

function environmentFor(options: RunAllOptions): NodeJS.ProcessEnv {
  return {
    ...options.env,
    NER_CORPUS: corpusPath(options),
    NER_OUT: path.resolve(options.out),
    ...(options.offline ? { NER_OFFLINE: "1" } : {}),
    // Every notebook gets the same time, so that --fresh trains a model once and not in each notebook that shows it.
    ...(options.fresh ? { NER_FRESH_SINCE: String(STARTED) } : {}),
  };
}

/** When this process began, in milliseconds. */
const STARTED = Date.now() - Math.round(performance.now());

interface Task {
  readonly source: string;
  readonly output: string;
  readonly position: NotebookPosition;
  readonly fingerprint: string;
}

/** The overview comes first for readers and last in a run: it shows what the others found. */
function inRunningOrder(sources: readonly string[]): string[] {
  const isOverview = (source: string) => path.basename(source).startsWith("00-");
  return [...sources.filter((source) => !isOverview(source)), ...sources.filter(isOverview)];
}

function tasksOf(options: RunAllOptions): Task[] {
  const folder = options.folder ?? NOTEBOOKS_FOLDER;
  const { corpus, profile, seeds, split } = options;
  const basis = { code: options.codeFingerprint ?? codeFingerprint(), corpus: corpus.sha256, name: corpus.name, profile, seeds, split, other: process.env["NER_OTHER_CORPUS"] };
  const fingerprints = notebookFingerprints(inRunningOrder(notebookSources([], folder)), basis);
  const sources = inRunningOrder(notebookSources(options.only, folder));
  return sources.map((source, i) => {
    const name = path.basename(source, ".ts");
    const output = path.join(options.out, "notebooks", `${name}.ipynb`);
    return { source, output, position: { index: i + 1, of: sources.length, name }, fingerprint: fingerprints.get(source)! };
  });
}

async function runTask(task: Task, options: RunAllOptions, reporter: RunReporter): Promise<number> {
  const started = performance.now();
  reporter.notebookStarted(task.position);
  try {
    await runNotebook({
      source: task.source,
      output: task.output,
      parameters: parametersFor(task.source, options),
      env: environmentFor(options),
      interactive: reporter.interactive,
      onEvent: (event) => reporter.notebookEvent(event),
    });
  } catch (error) {
    reporter.notebookStopped(task.position, error instanceof NotebookError ? error.trace : []);
    throw error;
  }
  const seconds = (performance.now() - started) / 1000;
  reporter.notebookFinished(task.position, seconds);
  return seconds;
}

/**
 * Runs notebooks in order and leaves them in `<out>/notebooks`. One whose sources, parameters, corpus and packages are those of its
 * last run is skipped while its output exists, unless `fresh`. Throws as `runNotebook` does; what ran before is kept, so that the same
 * call resumes.
 */
export async function runNotebooks(options: RunAllOptions, reporter: RunReporter): Promise<NotebookRun[]> {
  const stateOfRun = stateFile(options.out);
  const runs: NotebookRun[] = [];
  for (const task of tasksOf(options)) {
    const {
      source,
      output,
      position: { name },
    } = task;
    const known = readState(stateOfRun)[name];
    const skipped = !options.fresh && known?.fingerprint === task.fingerprint && fs.existsSync(output);
    if (skipped) reporter.notebookSkipped(task.position);
    const seconds = skipped ? known.seconds : await runTask(task, options, reporter);
    if (!skipped) writeState(stateOfRun, { ...readState(stateOfRun), [name]: { fingerprint: task.fingerprint, seconds } });
    runs.push({ name, source, output, seconds, skipped });
  }
  return runs;
}
