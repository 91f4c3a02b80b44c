"use strict";
// Runs every test/**/*.test.ts (or the files named) through ts-node and closes with one line: N passed, N failed.
// Guards what uvu forgives: no file found, a file that never calls test.run(), a file without a test.
const fs = require("node:fs");
const path = require("node:path");

require("ts-node").register({ transpileOnly: true, project: path.join(__dirname, "..", "tsconfig.json") });
process.env.TZ = "UTC";

function testFiles(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(full);
    return entry.name.endsWith(".test.ts") ? [full] : [];
  });
}

/** Fast tests first: end-to-end files live in test/system. */
function ordered(files) {
  const slow = (file) => (file.includes(`${path.sep}system${path.sep}`) ? 1 : 0);
  return [...files].sort((a, b) => slow(a) - slow(b) || (a < b ? -1 : 1));
}

async function runFile(file) {
  globalThis.UVU_DEFER = 1;
  const { exec } = require("uvu");
  globalThis.UVU_QUEUE = [];
  const queue = globalThis.UVU_QUEUE;
  globalThis.UVU_INDEX = 0;
  queue.push([path.relative(process.cwd(), file)]);
  require(file);
  const suites = queue[0].length - 1;
  if (suites === 0) throw new Error(`${file} registers no test: does it forget test.run()?`);
  return { exec, suites };
}

const skipLine = /Total:\s+(\d+)[\s\S]*?Passed:\s+(\d+)[\s\S]*?Skipped:\s+(\d+)/;

async function counted(exec) {
  let captured = "";
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk, ...rest) => { captured += String(chunk); return write(chunk, ...rest); };
  try { await exec(false); } finally { process.stdout.write = write; }
  const match = skipLine.exec(captured.replace(/\u001b\[[0-9;]*m/g, ""));
  if (!match) throw new Error("uvu printed no totals");
  const [total, passed, skipped] = match.slice(1).map(Number);
  return { total, passed, skipped };
}

async function main() {
  const named = process.argv.slice(2).map((file) => path.resolve(file));
  const files = ordered(named.length > 0 ? named : testFiles(__dirname));
  let passed = 0, failed = 0, skipped = 0;
  const slowest = [];
  for (const file of files) {
    const started = Date.now();
    try {
      const { exec } = await runFile(file);
      const result = await counted(exec);
      if (result.total === 0) throw new Error(`${file} ran no test`);
      passed += result.passed;
      skipped += result.skipped;
      failed += result.total - result.passed;
    } catch (error) {
      failed += 1;
      console.error(error);
    }
    slowest.push([Date.now() - started, path.relative(process.cwd(), file)]);
  }
  if (files.length === 0) { console.error("no test file was found"); failed = 1; }
  slowest.sort((a, b) => b[0] - a[0]);
  for (const [ms, file] of slowest.slice(0, 5)) console.log(`${(ms / 1000).toFixed(1).padStart(7)} s  ${file}`);
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
  process.exit(failed > 0 ? 1 : 0);
}

main();
