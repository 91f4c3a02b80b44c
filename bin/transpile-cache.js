"use strict";
// A folder of transpiled sources. An entry is named by all it was made from, so a changed source asks for another entry and
// none can be out of date. Whatever is wrong with the folder, a source is transpiled anew: the cache never stops a command.
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

/** More than three times the sources of the project. */
const MOST_ENTRIES = 4000;

function sha256(...parts) {
  const hash = crypto.createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

/** Half of the files are left, the newest: an old one that is still of use is soon there again. */
function removeOldest(folder, names) {
  const aged = names.flatMap((name) => {
    const file = path.join(folder, name);
    const found = fs.statSync(file, { throwIfNoEntry: false });
    return found === undefined ? [] : [{ file, time: found.mtimeMs }];
  });
  aged.sort((a, b) => b.time - a.time);
  for (const { file } of aged.slice(Math.ceil(aged.length / 2))) fs.rmSync(file, { force: true });
}

/** Another process sees the whole entry or none. */
function writeWhole(file, text) {
  const unfinished = `${file}.${crypto.randomUUID()}`;
  try {
    fs.writeFileSync(unfinished, text);
    fs.renameSync(unfinished, file);
  } catch (error) {
    fs.rmSync(unfinished, { force: true });
    throw error;
  }
}

/**
 * The entries of a folder, which is made when the first one is written. `read` gives what was written under the same key, or
 * undefined where there is nothing or something damaged. `write` does nothing where the folder cannot be written.
 */
function openTranspileCache(folder, most = MOST_ENTRIES) {
  let opened = false;
  let closed = false;
  const fileOf = (key) => path.join(folder, key);
  function open() {
    if (opened) return;
    fs.mkdirSync(folder, { recursive: true });
    opened = true;
    const names = fs.readdirSync(folder);
    if (names.length > most) removeOldest(folder, names);
  }
  return {
    read(key) {
      try {
        const [digest, content] = fs.readFileSync(fileOf(key), "utf8").split("\n", 2);
        return content !== undefined && digest === sha256(key, content) ? JSON.parse(content) : undefined;
      } catch {
        return undefined;
      }
    },
    write(key, value) {
      if (closed) return;
      const content = JSON.stringify(value);
      try {
        open();
        writeWhole(fileOf(key), `${sha256(key, content)}\n${content}`);
      } catch {
        closed = true;
      }
    },
  };
}

module.exports = { openTranspileCache, sha256 };
