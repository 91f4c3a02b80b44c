import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildSite } from "../../src/site/build";
import { siteAssets } from "../../src/site/assets";
import { writeSite } from "../../src/site/write";
import { Browser, findBrowser, type BrowserPage } from "../support/browser";
import { interviewSources } from "./interview-fixture";

const PROGRAM = findBrowser();
/** Without a browser on the machine these are skipped. */
const inBrowser = PROGRAM === undefined ? test.skip : test;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-browser-site-"));
const small = path.join(folder, "small");
const place = (name: string) => path.join(small, name);
let browser: Browser;

test.before(async () => {
  if (PROGRAM === undefined) return;
  writeSite([...buildSite(interviewSources()), ...siteAssets()], small);
  browser = Browser.start(PROGRAM);
});

test.after(async () => {
  if (PROGRAM !== undefined) await browser.close();
  fs.rmSync(folder, { recursive: true });
});

async function opened(name: string): Promise<BrowserPage> {
  const page = await browser.page();
  await page.open(place(name));
  return page;
}

const QUESTION = 'document.getElementById("drill-question").textContent';

inBrowser("opened from the disk, a search finds by keyboard alone and leads to the question", async () => {
  const page = await opened("interview/index.html");
  await page.press("/");
  await page.write("denominator");
  await page.until('document.querySelectorAll("#search-found a").length === 1');
  await page.press("ArrowDown");
  await page.press("Enter");
  await page.until('location.pathname.endsWith("/interview/02-metrics.html") && location.hash === "#told-a-client"');
});

inBrowser("two cards are reviewed by keyboard, and after a reload the progress is still there", async () => {
  const page = await opened("interview/drill.html");
  await page.until(`${QUESTION} === "What is a word?"`);
  for (const key of [" ", "Enter", "3"]) await page.press(key);
  await page.until(`${QUESTION} === "What is strict?"`);
  for (const key of [" ", "4"]) await page.press(key);
  await page.reload();
  assert.match(await page.evaluate<string>('document.getElementById("drill-counts").textContent'), /^0 due, 3 new, 2 later/);
  assert.is(await page.evaluate(QUESTION), "What did you tell them?");
});

const CHOOSE_MOCK = '(() => { const { mode } = document.getElementById("drill-setup").elements; mode.value = "mock"; mode.dispatchEvent(new Event("change", { bubbles: true })); mode.focus(); })()';
const FOCUSED = "document.activeElement.id";

/** A page with a mock interview that was begun by keyboard. */
async function interviewed(page: BrowserPage): Promise<void> {
  await page.open(place("interview/drill.html"));
  await page.evaluate("localStorage.clear()");
  await page.reload();
  await page.evaluate(CHOOSE_MOCK);
  for (let i = 0; i < 5; i += 1) await page.press("Tab");
  await page.press("Enter");
  await page.until(`${QUESTION} === "What is a word?"`);
}

inBrowser("a mock interview by keyboard alone outlives a reload at its half-typed answer, and leaves its sheet", async () => {
  const page = await browser.page();
  await interviewed(page);
  assert.is(await page.evaluate(FOCUSED), "drill-question");
  await page.press("Tab");
  await page.write("A token");
  await page.press("Enter", "Control");
  await page.until('document.activeElement.textContent.includes("A strong answer")');
  await page.press("Tab");
  while ((await page.evaluate(FOCUSED)) !== "mock-text") await page.press("Tab");
  await page.write("half a follow-up");
  await page.reload();
  assert.match(await page.evaluate<string>('document.getElementById("mock-offer-text").textContent'), /question 1 of 2, [34]\d min \d\d s left/);
  await page.evaluate('document.getElementById("mock-go-on").focus()');
  await page.press("Enter");
  await page.until('document.getElementById("mock-text").value === "half a follow-up"');
  await page.evaluate('document.getElementById("mock-text").focus()');
  await page.press("Enter", "Control");
  for (const key of ["3", "2", "4", "1", "Enter"]) await page.press(key);
  await page.until(`${QUESTION} === "What is strict?"`);
  await page.evaluate('document.getElementById("drill-end").focus()');
  await page.press("Enter");
  await page.until('document.getElementById("sheet-body").textContent.includes("10 of 16 points")');
  assert.is(await page.evaluate(FOCUSED), "sheet-title");
  await page.reload();
  await page.evaluate(CHOOSE_MOCK);
  assert.is(await page.evaluate('document.getElementById("mock-last").hidden'), false);
});

inBrowser("without JavaScript the drill page is a list of questions that open", async () => {
  const page = await browser.page();
  await page.send("Emulation.setScriptExecutionDisabled", { value: true });
  await page.open(place("interview/drill.html"));
  const { root } = (await page.send("DOM.getDocument")) as { readonly root: { readonly nodeId: number } };
  const { nodeId } = (await page.send("DOM.querySelector", { nodeId: root.nodeId, selector: "#all-cards summary" })) as { readonly nodeId: number };
  const { model } = (await page.send("DOM.getBoxModel", { nodeId })) as { readonly model: { readonly height: number } };
  assert.ok(model.height > 10);
});

inBrowser("on a telephone nothing is wider than the page, and what is touched is large enough", async () => {
  const page = await browser.page();
  await page.send("Emulation.setDeviceMetricsOverride", { width: 400, height: 800, deviceScaleFactor: 1, mobile: true });
  for (const name of ["interview/index.html", "interview/02-metrics.html", "interview/drill.html"]) {
    await page.open(place(name));
    assert.ok((await page.evaluate<number>("document.documentElement.scrollWidth")) <= 400, name);
  }
  await page.press(" ");
  const sizes = '[...document.querySelectorAll("#drill button, #drill select, #drill .file")].filter((control) => control.offsetParent).map((control) => control.offsetHeight)';
  const heights = await page.evaluate<number[]>(sizes);
  assert.ok(heights.length > 8 && heights.every((height) => height >= 44), heights.join());
  await interviewed(page);
  for (const key of [" ", " "]) await page.press(key);
  const marks = await page.evaluate<number[]>('[...document.querySelectorAll(".marks label")].map((mark) => Math.min(mark.offsetHeight, mark.offsetWidth))');
  assert.ok(marks.length === 20 && marks.every((size) => size >= 44), marks.join());
  assert.ok((await page.evaluate<number>("document.documentElement.scrollWidth")) <= 400, "scores");
});

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const SERIOUS = `axe.run().then(({ violations }) => violations.filter(({ impact }) => impact === "serious" || impact === "critical")
  .map(({ id, nodes }) => id + ": " + nodes[0].html))`;

for (const scheme of ["light", "dark"]) {
  inBrowser(`axe finds nothing serious in ${scheme} colors, contrast included`, async () => {
    const page = await browser.page();
    await page.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    for (const name of ["interview/index.html", "interview/02-metrics.html", "interview/drill.html"]) {
      await page.open(place(name));
      if (name.endsWith("drill.html")) for (const key of [" ", " ", " ", "?"]) await page.press(key);
      await page.evaluate(AXE);
      assert.equal(await page.evaluate<string[]>(SERIOUS), [], name);
    }
    await interviewed(page);
    await page.evaluate(AXE);
    const findings = async (stage: string) => assert.equal(await page.evaluate<string[]>(SERIOUS), [], stage);
    await findings("question");
    for (const key of [" ", " "]) await page.press(key);
    await findings("scores");
    for (const key of ["1", "1", "1", "1", "Enter"]) await page.press(key);
    await page.until(`${QUESTION} === "What is strict?"`);
    await page.evaluate('document.getElementById("drill-end").click()');
    await findings("sheet");
  });
}

/** What a sheet of letter paper holds between its margins, in CSS pixels; A4 is longer and hardly narrower. */
const SHEET = { width: 680, height: 949 };

inBrowser("the first page of the quick reference fits one sheet of paper", async () => {
  const project = path.join(folder, "project");
  const source = "interview/INTERVIEW_QUICK_REFERENCE.md";
  const text = fs.readFileSync(path.join(__dirname, "..", "..", source), "utf8");
  writeSite([...buildSite(interviewSources({ [source]: text })), ...siteAssets()], project);
  const page = await browser.page();
  await page.send("Emulation.setDeviceMetricsOverride", { width: SHEET.width, height: SHEET.height, deviceScaleFactor: 1, mobile: false });
  await page.send("Emulation.setEmulatedMedia", { media: "print" });
  await page.open(path.join(project, "interview", "quick-reference.html"));
  const height = await page.evaluate<number>('document.querySelector(".sheet").offsetHeight');
  assert.ok(height > 200 && height <= SHEET.height, `${height} of ${SHEET.height} pixels`);
});

test.run();
