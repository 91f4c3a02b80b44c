import { DataError } from "../../errors";
import { Changes, type Scrape } from "./changes";
import { snapshotOf, type Snapshot } from "./snapshot";

export interface Watching {
  readonly take: () => Promise<Scrape>;
  readonly show: (snapshot: Snapshot) => void;
  /** Told when a service that did answer does not any more. */
  readonly missed: (problem: string) => void;
  /** Ends after the time, or at once when the watch is to end. */
  readonly pause: () => Promise<void>;
  readonly ended: () => boolean;
}

async function takeOrMiss({ take, missed, ended }: Watching): Promise<Scrape | undefined> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    if (!ended()) missed(error.message);
    return undefined;
  }
}

/**
 * Shows a service again and again: first what happened since it began, then between scrapes. A service that is not there at first is an
 * error (the DataError of `take`); one that goes away later is waited for.
 */
export async function watch(watching: Watching): Promise<void> {
  let earlier = await watching.take();
  watching.show(snapshotOf(new Changes(earlier)));
  for (;;) {
    await watching.pause();
    if (watching.ended()) return;
    const now = await takeOrMiss(watching);
    if (watching.ended()) return;
    if (!now) continue;
    watching.show(snapshotOf(new Changes(now, earlier)));
    earlier = now;
  }
}
