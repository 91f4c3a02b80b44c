"use strict";
// Runs one test file, in this process or as the child of run.js.
// Guards what uvu forgives: a file that never calls test.run(), a file without a test.
const path = require("node:path");

require("ts-node").register({ transpileOnly: true, project: path.join(__dirname, "..", "tsconfig.json") });
process.env.TZ = "UTC";

async function load(file) {
  globalThis.UVU_DEFER = 1;
  const { exec } = require("uvu");
  globalThis.UVU_QUEUE = [];
  const queue = globalThis.UVU_QUEUE;
  globalThis.UVU_INDEX = 0;
  queue.push([path.relative(process.cwd(), file)]);
  require(file);
  if (queue[0].length === 1) throw new Error(`${file} registers no test: does it forget test.run()?`);
  return exec;
}

const totals = /Total:\s+(\d+)[\s\S]*?Passed:\s+(\d+)[\s\S]*?Skipped:\s+(\d+)/;

async function counted(exec) {
  let captured = "";
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk, ...rest) => { captured += String(chunk); return write(chunk, ...rest); };
  try { await exec(false); } finally { process.stdout.write = write; }
  const match = totals.exec(captured.replace(/\u001b\[[0-9;]*m/g, ""));
  if (!match) throw new Error("uvu printed no totals");
  const [total, passed, skipped] = match.slice(1).map(Number);
  // A file whose tests all need what is not here says so by skipping them; uvu leaves these out of the total.
  if (total === 0 && skipped === 0) throw new Error("it ran no test");
  return { passed, failed: total - passed, skipped };
}

/** Never throws: a file that cannot run is one failure. */
async function runTestFile(file) {
  const started = Date.now();
  const milliseconds = () => Date.now() - started;
  try {
    return { file, ...(await counted(await load(file))), milliseconds: milliseconds() };
  } catch (error) {
    return { file, passed: 0, failed: 1, skipped: 0, milliseconds: milliseconds(), error: error.stack ?? String(error) };
  }
}

module.exports = { runTestFile };

if (require.main === module) {
  // One file after the other, as they are sent: a file must not begin before the one before it has ended.
  let last = Promise.resolve();
  process.on("message", (file) => {
    last = last.then(async () => process.send(await runTestFile(file)));
  });
  process.on("disconnect", () => process.exit(0));
}
