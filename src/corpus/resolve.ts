import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../errors";
import { sha256File } from "../files/hash";
import { download } from "./download";
import { GMB_ADDRESSES, GMB_FILE_NAME, GMB_SHA256 } from "./gmb";
import type { DownloadAddress } from "./gmb";
import { counted } from "./place";
import { readCorpus } from "./read";
import type { ReadOptions } from "./read";
import type { Corpus } from "./types";

export interface ResolveOptions {
  /** `embedded` (or `embedded-SENTENCES-SEED`), `gmb` or a path, as `--corpus` gave it. */
  readonly corpus?: string;
  /** Forbids the network; the variable NER_OFFLINE does the same. */
  readonly offline?: boolean;
  /** Where `ner_dataset.csv` is looked for and downloaded to; the repository's `data` by default. */
  readonly cacheFolder?: string;
  /** Told the choice, in one line. */
  readonly report?: (line: string) => void;
  readonly progress?: (received: number, total: number | undefined) => void;
  readonly read?: ReadOptions;
  /** Size and seed of the embedded corpus. */
  readonly embedded?: { readonly sentences: number; readonly seed: number };
  readonly addresses?: readonly DownloadAddress[];
  readonly environment?: { readonly [name: string]: string | undefined };
}

interface Choice {
  readonly corpus: Corpus;
  readonly reason: string;
}

const DATA_FOLDER = path.join(__dirname, "..", "..", "data");
const EMBEDDED_DEFAULTS = { sentences: 6000, seed: 1 };

function gmbFile(options: ResolveOptions): string {
  return path.relative(process.cwd(), path.resolve(options.cacheFolder ?? DATA_FOLDER, GMB_FILE_NAME));
}

function variable(options: ResolveOptions): string | undefined {
  return (options.environment ?? process.env)["NER_CORPUS"] || undefined;
}

/** `embedded`, or `embedded-SENTENCES` and `embedded-SENTENCES-SEED` for another size and seed. */
const EMBEDDED_NAME = /^embedded(?:-(\d+)(?:-(\d+))?)?$/;

async function embedded(name: string, options: ResolveOptions, reason: string): Promise<Choice> {
  const { generateCorpus } = await import("./generator");
  const base = options.embedded ?? EMBEDDED_DEFAULTS;
  const [, sentences, seed] = EMBEDDED_NAME.exec(name) ?? [];
  const corpus = generateCorpus({ sentences: sentences ? Number(sentences) : base.sentences, seed: seed ? Number(seed) : base.seed });
  return { corpus: { ...corpus, name }, reason };
}

async function fromFile(file: string, options: ResolveOptions, reason: string): Promise<Choice> {
  return { corpus: await readCorpus(file, options.read), reason };
}

async function isGmb(file: string): Promise<boolean> {
  return fs.existsSync(file) && fs.statSync(file).isFile() && (await sha256File(file)) === GMB_SHA256;
}

async function downloaded(options: ResolveOptions): Promise<Choice> {
  const file = gmbFile(options);
  const { addresses = GMB_ADDRESSES, progress } = options;
  await download({ addresses, sha256: GMB_SHA256, target: file, ...(progress ? { progress } : {}) });
  return fromFile(file, options, "downloaded, sha256 right");
}

/** GMB and nothing else: from NER_CORPUS when that is GMB's file, from the data folder, or from the network. */
async function gmb(options: ResolveOptions, origin: string): Promise<Choice> {
  const named = variable(options);
  if (named !== undefined && (await isGmb(named))) return fromFile(named, options, `${origin}, found by NER_CORPUS`);
  const file = gmbFile(options);
  if (await isGmb(file)) return fromFile(file, options, origin);
  if (fs.existsSync(file)) {
    throw new DataError(`${file} is not GMB's file (another sha256); move it away, or give its path if you mean it.`);
  }
  const remedy = `put the file at ${file}, or name it by --corpus or NER_CORPUS`;
  if (options.offline) throw new DataError(`The corpus gmb is not on this machine and --offline forbids to download it; ${remedy}.`);
  try {
    return await downloaded(options);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new DataError(`${error.message.replace(/\.$/, "")}; ${remedy}.`, { cause: error });
  }
}

async function named(name: string, options: ResolveOptions, origin: string): Promise<Choice> {
  if (EMBEDDED_NAME.test(name)) return embedded(name, options, origin);
  if (name === "gmb") return gmb(options, origin);
  return fromFile(name, options, origin);
}

async function fromVariable(name: string, options: ResolveOptions): Promise<Choice> {
  try {
    return await named(name, options, "by NER_CORPUS");
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new DataError(`NER_CORPUS: ${error.message}`, { cause: error });
  }
}

async function foundThere(file: string, options: ResolveOptions): Promise<Choice> {
  const corpus = await readCorpus(file, options.read);
  return { corpus, reason: corpus.name === "gmb" ? "found there" : "found there, but not GMB's file: another sha256" };
}

async function unnamed(options: ResolveOptions): Promise<Choice> {
  const file = gmbFile(options);
  if (fs.existsSync(file)) return foundThere(file, options);
  if (options.offline) return embedded("embedded", options, `${file} is absent and --offline forbids to download it`);
  try {
    return await downloaded(options);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return embedded("embedded", options, `${file} is absent and ${error.message.replace(/\.$/, "")}`);
  }
}

function describe({ corpus, reason }: Choice): string {
  return `Corpus: ${corpus.name}, ${counted(corpus.sentences.length, "sentence")}, ${corpus.encoding}: ${corpus.path} (${reason}).`;
}

/**
 * The corpus of a run, in this order: the one named by `corpus` (`embedded`, `gmb` or a path); the one named by NER_CORPUS; the
 * file `data/ner_dataset.csv`; a download of GMB to there; the embedded corpus. Reports its choice in one line. `gmb` by name is
 * never replaced by another corpus. Throws a DataError of one sentence when a named corpus cannot be had.
 */
export async function resolveCorpus(given: ResolveOptions = {}): Promise<Corpus> {
  const environment = given.environment ?? process.env;
  const options = { ...given, offline: given.offline || Boolean(environment["NER_OFFLINE"]) };
  const byVariable = variable(options);
  const choice = options.corpus ? await named(options.corpus, options, "as asked")
    : byVariable !== undefined ? await fromVariable(byVariable, options)
    : await unnamed(options);
  options.report?.(describe(choice));
  return choice.corpus;
}
