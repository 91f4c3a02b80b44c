import * as fs from "node:fs";
import * as path from "node:path";

let counter = 0;

/**
 * Writes beside the target, then renames: a reader sees the old file or the new one, never half of one.
 * Creates the folder when it is missing.
 */
export function writeFileAtomic(file: string, content: string | Uint8Array): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.${counter++}.partial`;
  try {
    fs.writeFileSync(temporary, content);
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}
