import * as crypto from "node:crypto";
import * as fs from "node:fs";

/** The lower-case hexadecimal sha256 of bytes or of a text's UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return crypto.createHash("sha256").update(content).digest("hex");
}

/** The sha256 of a file, read as a stream so that its size does not matter. */
export async function sha256File(file: string): Promise<string> {
  const hash = crypto.createHash("sha256");
  for await (const chunk of fs.createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
