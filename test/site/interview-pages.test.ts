import * as fs from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../src/errors";
import { parseHtml } from "../../src/site/dom";
import { keepPunctuation } from "../../src/site/interview/formulas";
import { all, openPage, type AxeFinding, type PageElement } from "./documents";
import { GUIDE, interviewSite, question, textOfFile } from "./interview-fixture";

const site = interviewSite();
const page = (place: string) => site.pages.get(place)!;
const hrefs = (root: PageElement, selector: string) => all(root, selector).map((link) => link.getAttribute("href"));

test("the guide becomes a page for each chapter, and every other document one", () => {
  const places = [...site.pages.keys()].filter((place) => place.startsWith("interview/"));
  assert.equal(places, [
    "interview/index.html",
    "interview/01-the-corpus.html",
    "interview/02-metrics.html",
    "interview/quick-reference.html",
    "interview/glossary.html",
    "interview/drill.html",
  ]);
});

test("a chapter has its name as title, its sections below it and its questions below those", () => {
  const headings = all(page("interview/01-the-corpus.html"), "main h1, main h2, main h3").map(({ tagName, textContent }) => `${tagName} ${textContent}`);
  assert.equal(headings, ["H1 Chapter 1: The corpus", "H2 What they will ask", "H2 Questions", "H3 What is a word?"]);
});

test("a question has the card's id as anchor, a link to it, and its depth, round and topic in place of the line of code", () => {
  const card = page("interview/02-metrics.html").querySelector(".card")!;
  assert.is(card.querySelector("h3")!.id, "strict-f1");
  assert.equal(all(card, ".label").map(({ textContent }) => textContent), ["senior", "technical", "metrics"]);
  const link = card.querySelector("a.here")!;
  assert.equal([link.getAttribute("href"), link.getAttribute("aria-label")], ["#strict-f1", "Link to the question: What is strict?"]);
  assert.not.match(card.textContent, /strict-f1 ·/);
  assert.match(card.textContent, /Both ends[\s\S]*Follow-up[\s\S]*Evidence/);
});

test("links between chapters, to anchors that GitHub numbers and to questions lead to the page that has them now", () => {
  assert.equal(hrefs(page("interview/index.html"), "main p a").slice(0, 2), ["02-metrics.html", "02-metrics.html#what-they-will-ask"]);
  assert.equal(hrefs(page("interview/02-metrics.html"), "main > p a"), ["01-the-corpus.html#what-is-a-word", "../figures/01-dot.png"]);
});

test("links to the glossary, to numbers and to notebooks lead there, and a number looks like one", () => {
  const card = page("interview/01-the-corpus.html").querySelector(".card")!;
  assert.equal(hrefs(card, "p a").filter((href) => href !== "#what-is-a-word"), ["glossary.html#token", "../numbers.html#model2-strict-f1", "../01-test.html"]);
  assert.is(card.querySelector("a.number")!.textContent, "81.11 %");
  assert.equal(hrefs(page("interview/glossary.html"), "main p a"), ["#token"]);
});

test("what the site does not hold is named by its path in the project", () => {
  const evidence = all(page("interview/01-the-corpus.html"), ".card p").at(-1)!;
  assert.is(evidence.textContent, "Evidence. Notebook, src/evaluation/scorer.ts, the corpus (src/corpus/index.ts).");
});

test("figures are copied, whether shown or linked", () => {
  assert.ok(page("interview/01-the-corpus.html").querySelector("figure img[src='../figures/01-dot.png']"));
  assert.ok(site.files.some(({ path }) => path === "figures/01-dot.png"));
});

test("beside an interview page stands the interview material, below it the way on, and every page leads to the guide", () => {
  const chapter = page("interview/02-metrics.html");
  const series = all(chapter, "nav.contents.wide ul")[1]!;
  assert.equal(all(series, "a").map(({ textContent }) => textContent), ["The guide", "1. The corpus", "2. Metrics", "Quick reference", "Glossary", "Drill"]);
  assert.is(series.querySelector("[aria-current=page]")!.textContent, "2. Metrics");
  assert.equal(hrefs(chapter, "nav.sequence a"), ["01-the-corpus.html", "quick-reference.html"]);
  assert.is(page("01-test.html").querySelector("header a[href='interview/index.html']")!.textContent, "Interview");
});

test("the first page lists chapters and every question under its topic, with what a filter needs", () => {
  const index = page("interview/index.html");
  assert.equal(hrefs(index, ".chapters a"), ["01-the-corpus.html", "02-metrics.html"]);
  assert.equal(all(index, ".topic").map((topic) => [topic.querySelector("h3")!.textContent, all(topic, "li").length]), [["The corpus", 1], ["Metrics", 4]]);
  const told = index.querySelector("li[data-id=told-a-client]")!;
  assert.equal(["data-depth", "data-round", "data-topic"].map((name) => told.getAttribute(name)), ["staff", "behavioral", "metrics"]);
  assert.equal(hrefs(told, "a"), ["02-metrics.html#told-a-client"]);
  assert.equal(hrefs(index, "li[data-kind=number] a"), ["quick-reference.html#defend-model2-strict-f1", "quick-reference.html#defend-latency"]);
});

test("where the guide's opening lists its chapters, the first page lists them once", () => {
  const guide = GUIDE.replace("## Chapter 1", "## Chapters\n\n- [Chapter 2](#chapter-2-metrics): scores.\n\n## Chapter 1");
  const index = interviewSite({ "interview/INTERVIEW_PREP_GUIDE.md": guide }).pages.get("interview/index.html")!;
  assert.equal(all(index, "main h2").map(({ textContent }) => textContent), ["Chapters", "Besides the guide", "All questions"]);
});

test("a comma behind a formula stays in the formula's line", () => {
  const root = parseHtml("<p>With <math><mi>x</mi></math>, and <math><mi>y</mi></math> free</p>");
  keepPunctuation(root);
  assert.is(root.innerHTML, '<p>With <span class="together"><math><mi>x</mi></math>,</span> and <math><mi>y</mi></math> free</p>');
});

test("the quick reference marks what is to be printed on one sheet: opening and first section", () => {
  const sheet = page("interview/quick-reference.html").querySelector(".sheet")!;
  assert.equal(all(sheet, "h1, h2").map(({ textContent }) => textContent), ["Quick reference", "The sheet"]);
});

test("questions of one section stand on one level", () => {
  const levels = all(page("interview/quick-reference.html"), ".card > :first-child").map(({ tagName }) => tagName);
  assert.equal(levels, ["H3", "H3"]);
});

test("without scripts the drill page has every question with answer, follow-up and evidence, and no control shows", () => {
  const drill = page("interview/drill.html");
  const cards = all(drill, "#all-cards details");
  assert.is(cards.length, 5);
  assert.match(cards[1]!.textContent, /What is strict\?[\s\S]*Both ends[\s\S]*They ask next\s*And then\?[\s\S]*And the answer\s*Then[\s\S]*Evidence/);
  assert.ok(drill.querySelector("#all-cards math"));
  assert.ok(all(drill, "button, select, input").every((control) => control.closest("[hidden]") !== null));
});

test("a site without interview material has neither its pages nor a way to them", () => {
  const { files, pages } = interviewSite({
    "interview/INTERVIEW_PREP_GUIDE.md": undefined, "interview/INTERVIEW_QUICK_REFERENCE.md": undefined, "interview/glossary.md": undefined,
  });
  assert.equal(files.filter(({ path }) => /interview|search-index/.test(path)), []);
  assert.is(pages.get("index.html")!.querySelector("a[href*=interview]"), null);
});

test("an id that two cards have is refused", () => {
  const chapter = (heading: string) => question("one-id", heading, "Yes.", "senior · technical · corpus");
  const guide = `# The guide\n\n## Chapter 1: A\n\n${chapter("Is it?")}\n${chapter("Is it not?")}`;
  assert.throws(() => interviewSite({ "interview/INTERVIEW_PREP_GUIDE.md": guide }), /Two cards are called "one-id": "Is it\?" and "Is it not\?"/);
});

test("a label is text, whatever it holds", () => {
  const glossary = "# Glossary\n\n#### Term\n\n`term` · &lt;img/src=x&gt; · technical · corpus\n\nText.\n";
  const { pages } = interviewSite({ "interview/glossary.md": glossary });
  const labels = all(pages.get("interview/glossary.html")!, ".label");
  assert.equal([labels[0]!.textContent, labels[0]!.querySelector("img")], ["<img/src=x>", null]);
});

test("a card without a part is named with its page and line", () => {
  const broken = "# The guide\n\n## Chapter 1: A\n\n#### What?\n\n`what` · senior · technical · corpus\n\nThis.\n";
  try {
    interviewSite({ "interview/INTERVIEW_PREP_GUIDE.md": broken });
    assert.unreachable();
  } catch (error) {
    assert.instance(error, DataError);
    assert.match((error as DataError).message, /INTERVIEW_PREP_GUIDE\.md, line 5: .*Follow-up/);
  }
});

async function seriousFindings(place: string): Promise<AxeFinding[]> {
  const window = openPage(textOfFile(site, place));
  window.eval(fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = await window.axe.run(window.document, { rules: { "color-contrast": { enabled: false } } });
  return [...violations].filter(({ impact }) => impact === "serious" || impact === "critical");
}

for (const place of ["interview/index.html", "interview/02-metrics.html", "interview/drill.html"]) {
  test(`axe finds nothing serious on ${place}`, async () => {
    assert.equal((await seriousFindings(place)).map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`), []);
  });
}

test.run();
