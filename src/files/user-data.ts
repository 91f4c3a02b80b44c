import * as os from "node:os";
import * as path from "node:path";

/**
 * The folder in which a user's programs keep their data: APPDATA on Windows, else XDG_DATA_HOME or the system's own. A relative
 * XDG_DATA_HOME does not count: https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function userDataHome(platform: string = process.platform, env: NodeJS.ProcessEnv = process.env, home = os.homedir()): string {
  if (platform === "win32") return env["APPDATA"] || path.join(home, "AppData", "Roaming");
  const own = platform === "darwin" ? path.join("Library", "Application Support") : path.join(".local", "share");
  const named = env["XDG_DATA_HOME"] ?? "";
  return path.isAbsolute(named) ? named : path.join(home, own);
}

/** This project's folder there. */
export function userDataFolder(platform: string = process.platform, env: NodeJS.ProcessEnv = process.env, home = os.homedir()): string {
  return path.join(userDataHome(platform, env, home), "nerbook");
}
