import * as fs from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { README, withTables } from "../../bench/readme";

test("the benchmark's page holds the tables that its records give", () => {
  const page = fs.readFileSync(README, "utf8");
  assert.is(page, withTables(page));
  assert.ok((page.match(/<!-- \/\w+ -->/g) ?? []).length >= 6);
});

test.run();
