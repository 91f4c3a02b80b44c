import * as fs from "node:fs";
import * as path from "node:path";
import { ensureFolder } from "../../files/atomic";

/** Appends text to a file; when it resolves, the text is on the disk. A failure leaves the file as it was. */
export type LogWriter = (file: string, text: string) => Promise<void>;

const OWNER_ONLY = 0o600;

/** A line that was written in part, as on a full disk, is taken back. */
async function takeBack(handle: fs.promises.FileHandle, size: number): Promise<void> {
  await handle.truncate(size).catch(() => undefined);
}

/** Appends and waits for the disk (fsync). */
export const appendDurably: LogWriter = async (file, text) => {
  ensureFolder(path.dirname(file));
  const handle = await fs.promises.open(file, "a", OWNER_ONLY);
  try {
    const { size } = await handle.stat();
    try {
      await handle.appendFile(text);
      await handle.sync();
    } catch (error) {
      await takeBack(handle, size);
      throw error;
    }
  } finally {
    await handle.close();
  }
};
