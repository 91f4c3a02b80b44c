import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../../errors";
import { change, type Order } from "./change";
import { versionFolder, versionsFolder, type Registry } from "./layout";
import { VERSION } from "./manifest";
import { useOf } from "./state";

/** Out of sight in one step: a deletion that is interrupted leaves no half of a version. */
function deleteVersion(registry: Registry, version: string): void {
  const hidden = path.join(versionsFolder(registry), `.removed-${version}`);
  fs.rmSync(hidden, { recursive: true, force: true });
  fs.renameSync(versionFolder(registry, version), hidden);
  fs.rmSync(hidden, { recursive: true, force: true });
}

/** Its manifest may be damaged: then, too, it can be removed. */
function requireHeld(registry: Registry, version: string): void {
  if (VERSION.test(version) && fs.existsSync(versionFolder(registry, version))) return;
  throw new DataError(`The registry ${registry.folder} holds no version "${version}"; nerbook promote --list shows those it holds.`);
}

/** Deletes a version that nothing needs. Throws a DataError for one that is active, a canary, or on a slot's way back. */
export function removeVersion(registry: Registry, version: string, order: Order): Promise<void> {
  return change(registry, "remove", order, (state) => {
    requireHeld(registry, version);
    const use = useOf(state, version);
    if (use !== undefined) throw new DataError(`The version ${version} is ${use} and cannot be removed.`);
    return { state, details: { version }, result: undefined, afterwards: () => deleteVersion(registry, version) };
  });
}
