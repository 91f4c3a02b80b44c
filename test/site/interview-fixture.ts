import * as fs from "node:fs";
import * as path from "node:path";
import { siteAssets } from "../../src/site/assets";
import { buildSite } from "../../src/site/build";
import type { SiteFile } from "../../src/site/files";
import type { SiteSources } from "../../src/site/sources";
import { markdown, notebook, PIXEL } from "./hand-made";
import { parsePage, type PageDocument } from "./documents";

const ASSETS = path.join(__dirname, "..", "..", "src", "site", "assets");

/** A question as a page of the interview material has it. */
export function question(id: string, heading: string, answer: string, mark = "screening · technical · metrics"): string {
  const evidence = "[Notebook](../notebooks/01-test.ipynb), [scorer.ts](../src/evaluation/scorer.ts), [the corpus](../src/corpus/index.ts).";
  return `#### ${heading}\n\n\`${id}\` · ${mark}\n\n${answer}\n\n**Follow-up.** And then? Then $x^2$ follows.\n\n**Evidence.** ${evidence}\n`;
}

export const GUIDE = `# The guide

Read [chapter 2](#chapter-2-metrics) and [its second opening](#what-they-will-ask-1) first.

## Chapter 1: The corpus

About words.

### What they will ask

- What is a word?

![A dot, which stands for one word and no more](../figures/01-dot.png)

### Questions

${question("what-is-a-word", "What is a `word`?", "A [token](glossary.md#token) of [81.11 %](../results/numbers.md#model2-strict-f1).", "screening · technical · corpus")}
## Chapter 2: Metrics

About scores, see [the first question](#what-is-a-word) and [the dot](../figures/01-dot.png).

### What they will ask

- Which score?

### Questions

${question("strict-f1", "What is strict?", "Both ends and the type agree, in [3 ms](../results/numbers.md#latency).", "senior · technical · metrics")}
${question("told-a-client", "What did you tell them?", "That the denominator was wrong.", "staff · behavioral · metrics")}`;

const QUICK = `# Quick reference

On one page.

## The sheet

All that counts.

## Numbers

#### Model 2, strict F1

\`defend-model2-strict-f1\` · senior · technical · metrics

[81.11 %](../results/numbers.md#model2-strict-f1)

**Where it comes from.** Five seeds.

**What it hides.** Types.

**What would change it.** More data.

**Evidence.** \`nerbook claims\`.

#### Latency

\`defend-latency\` · staff · technical · metrics

[3 ms](../results/numbers.md#latency)

**Where it comes from.** The load test.

**What it hides.** The queue.

**What would change it.** Another machine.

**Evidence.** The bench.
`;

const GLOSSARY = "# Glossary\n\nWords.\n\n### Token\n\nA word or a mark.\n\n### Zipf\n\nFew words are frequent, see [Token](#token).\n";
const NUMBERS = "# Numbers\n\n### model2-strict-f1\n\n81.11 %.\n\n### latency\n\n3 ms.\n";

/** Sources of a small site with interview material; `changes` replaces or, where undefined, removes texts. */
export function interviewSources(changes: { readonly [file: string]: string | undefined } = {}): SiteSources {
  const texts = {
    "interview/INTERVIEW_PREP_GUIDE.md": GUIDE,
    "interview/INTERVIEW_QUICK_REFERENCE.md": QUICK,
    "interview/glossary.md": GLOSSARY,
    "results/numbers.md": NUMBERS,
    ...changes,
  };
  const present = Object.entries(texts).flatMap(([file, text]): [string, string][] => (text === undefined ? [] : [[file, text]]));
  return {
    readme: "# nerbook\n\nWhat it is.\n",
    notebooks: [{ name: "01-test", notebook: notebook(markdown("# A notebook\n\nWith text.")) }],
    records: [],
    transfers: [],
    texts: new Map(present),
    pictures: new Map([["figures/01-dot.png", { png: Buffer.from(PIXEL, "base64") }]]),
  };
}

export interface InterviewSite {
  readonly files: readonly SiteFile[];
  readonly pages: ReadonlyMap<string, PageDocument>;
}

export function interviewSite(changes: { readonly [file: string]: string | undefined } = {}): InterviewSite {
  const files = buildSite(interviewSources(changes));
  const pages = files.filter(({ path: place }) => place.endsWith(".html")).map(({ path: place, content }): [string, PageDocument] => [place, parsePage(String(content))]);
  return { files, pages: new Map(pages) };
}

export function textOfFile({ files }: InterviewSite, place: string): string {
  return String(files.find(({ path: found }) => found === place)!.content);
}

export function assetText(name: string): string {
  return fs.readFileSync(path.join(ASSETS, name), "utf8");
}

let assets: readonly SiteFile[] | undefined;

/** A library as the site has it. */
export function libraryText(name: "minisearch" | "ts-fsrs" | "mock-interview"): string {
  assets ??= siteAssets();
  return String(assets.find((file) => file.path === `assets/${name}.js`)!.content);
}
