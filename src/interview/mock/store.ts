import * as fs from "node:fs";
import * as path from "node:path";
import { writePrivately } from "../schedule/store";
import type { ScoreSheet } from "./sheet";
import { sheetPage } from "./sheet-text";

/** Where one interview is kept: the same name, once as a page and once as data. */
export interface SheetFiles {
  readonly page: string;
  readonly data: string;
}

/** Names that are not taken yet, by time and round. */
export function sheetFiles(folder: string, { round, startedAt }: Pick<ScoreSheet, "round" | "startedAt">): SheetFiles {
  const stamp = startedAt.slice(0, 19).replace(/:/g, "-");
  const at = (name: string): SheetFiles => ({ page: path.join(folder, "mocks", `${name}.md`), data: path.join(folder, "mocks", `${name}.json`) });
  for (let i = 1; ; i++) {
    const files = at(`${stamp}-${round}${i === 1 ? "" : `-${i}`}`);
    if (!fs.existsSync(files.data)) return files;
  }
}

/** Writes the sheet as it is so far over the one before it. */
export function saveSheet({ page, data }: SheetFiles, sheet: ScoreSheet): void {
  writePrivately(data, `${JSON.stringify(sheet, null, 2)}\n`);
  writePrivately(page, sheetPage(sheet));
}
