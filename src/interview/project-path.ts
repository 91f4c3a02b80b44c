import * as path from "node:path";

/** The folder that links of cards are relative to. */
const FOLDER = "interview";

/** A link's address from the project's root; one that leads elsewhere, or to a place on its own page, stays as it is. */
export function projectPath(address: string): string {
  return /^[a-z]+:/.test(address) || address.startsWith("#") ? address : path.posix.normalize(path.posix.join(FOLDER, address));
}
