import * as fs from "node:fs";
import { InterruptedError, UsageError } from "../../errors";
import { progressFile, resetProgress } from "../schedule/store";
import { withConsole } from "../terminal/console";
import { Stopped, systemClock } from "../terminal/dialog";

const UNCHANGED = "Nothing was reset";

async function isConfirmed(file: string): Promise<boolean> {
  try {
    return await withConsole(async (dialog) => {
      dialog.say(`The progress in ${file} is put aside, and every card is new again.`);
      return (await dialog.ask("Type yes to do it: ")).toLowerCase() === "yes";
    });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (error.reason === "interrupted") throw new InterruptedError(`${UNCHANGED}.`);
    throw new UsageError(`${UNCHANGED}, since nobody answered; --yes does not ask.`);
  }
}

/** Begins anew, with the progress so far in a copy; asks before, unless told not to. Says what came of it. */
export async function reset(folder: string, isSure: boolean): Promise<string> {
  const file = progressFile(folder);
  if (!fs.existsSync(file)) return `There is no progress in ${folder}; nothing was to be reset.`;
  if (!isSure && !(await isConfirmed(file))) return `${UNCHANGED}.`;
  const copy = await resetProgress(folder, systemClock());
  return `Every card is new again. The progress so far is in ${copy}; to have it back, name it drill.json.`;
}
