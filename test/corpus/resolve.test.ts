import { test } from "uvu";
import * as assert from "uvu/assert";
import * as fs from "node:fs";
import * as path from "node:path";
import { resolveCorpus } from "../../src/corpus/resolve";
import type { ResolveOptions } from "../../src/corpus/resolve";
import { failsWith, temporaryFolder } from "./files";

const root = temporaryFolder();
const small = path.join(root, "small.conll");
fs.writeFileSync(small, "Rome B-LOC\n");
let count = 0;

/** A closed port: nothing is ever reached, and the attempt takes no time. */
const NOWHERE = [{ url: "http://127.0.0.1:1/ner_dataset.csv", zipped: false }];

async function resolve(options: ResolveOptions): Promise<{ name: string; path: string; lines: readonly string[] }> {
  const lines: string[] = [];
  const embedded = { sentences: 50, seed: 1 };
  const cacheFolder = path.join(root, String(count++));
  const report = (line: string) => lines.push(line);
  const corpus = await resolveCorpus({ environment: {}, addresses: NOWHERE, cacheFolder, embedded, report, ...options });
  return { name: corpus.name, path: corpus.path, lines };
}

function folderWith(content: string): string {
  const folder = path.join(root, String(count++));
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "ner_dataset.csv"), content);
  return folder;
}

const OTHER = "Sentence #,Word,POS,Tag\nSentence: 1,Rome,NNP,B-geo\n";

test("a path that is named wins over NER_CORPUS, and the choice is one line", async () => {
  const { name, path: file, lines } = await resolve({ corpus: small, environment: { NER_CORPUS: "embedded" } });
  assert.equal([name, file], ["small.conll", small]);
  assert.is(lines.length, 1);
  assert.match(lines[0]!, /^Corpus: small\.conll, 1 sentence, utf-8: .*small\.conll \(as asked\)\.$/);
});

test("NER_CORPUS may be a path or the name of the embedded corpus", async () => {
  assert.is((await resolve({ environment: { NER_CORPUS: small } })).name, "small.conll");
  const { name, lines } = await resolve({ environment: { NER_CORPUS: "embedded" } });
  assert.is(name, "embedded");
  assert.match(lines[0]!, /NER_CORPUS/);
});

test("an empty NER_CORPUS names nothing", async () => {
  assert.is((await resolve({ environment: { NER_CORPUS: "" }, offline: true })).name, "embedded");
});

test("the data folder's file comes next, and is not called gmb when it is another", async () => {
  const { name, lines } = await resolve({ cacheFolder: folderWith(OTHER) });
  assert.is(name, "ner_dataset.csv");
  assert.match(lines[0]!, /not GMB's file/);
});

test("without a file and offline, the embedded corpus is used and the line says why", async () => {
  const { name, lines } = await resolve({ offline: true });
  assert.is(name, "embedded");
  assert.is(lines.length, 1);
  assert.match(lines[0]!, /50 sentences.*absent.*--offline/);
});

test("a download that fails is part of the one line, and the embedded corpus is used", async () => {
  const { name, lines } = await resolve({});
  assert.is(name, "embedded");
  assert.is(lines.length, 1);
  assert.match(lines[0]!, /could not be downloaded/);
});

test("gmb by name is never replaced by another corpus", async () => {
  await failsWith(() => resolve({ corpus: "gmb", offline: true }), "gmb", "--offline", "put the file at");
  await failsWith(() => resolve({ corpus: "gmb" }), "could not be downloaded", "put the file at");
  await failsWith(() => resolve({ corpus: "gmb", offline: true, environment: { NER_CORPUS: small } }), "--offline");
  await failsWith(() => resolve({ corpus: "gmb", cacheFolder: folderWith(OTHER) }), "is not GMB's file", "another sha256");
  await failsWith(() => resolve({ environment: { NER_CORPUS: "gmb" }, offline: true }), "NER_CORPUS: ", "--offline");
});

test("a path that does not exist is an error that names where it came from", async () => {
  await failsWith(() => resolve({ environment: { NER_CORPUS: "none.csv" } }), "NER_CORPUS: none.csv does not exist");
  const message = await failsWith(() => resolve({ corpus: "none.csv" }), "none.csv does not exist");
  assert.not.match(message, /NER_CORPUS/);
});

test.run();
