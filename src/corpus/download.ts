import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../errors";
import { writeFileAtomic } from "../files/atomic";
import { sha256, sha256File } from "../files/hash";
import { fetchIntoPartial, UnreachableError } from "./fetch-file";
import type { FetchOptions } from "./fetch-file";
import type { DownloadAddress } from "./gmb";
import { unzipMember } from "./zip";

export interface DownloadOptions extends Omit<FetchOptions, "mostBytes"> {
  /** Copies of one file, tried in order. */
  readonly addresses: readonly DownloadAddress[];
  /** The lower-case hexadecimal sha256 that the file must have. */
  readonly sha256: string;
  /** Where the file goes; it appears there whole and checked, or not at all. */
  readonly target: string;
}

const MOST_BYTES = 64 * 1024 * 1024;

/** What came so far from an address lies beside the target, one file per address because zipped copies differ. */
function partialOf(target: string, url: string): string {
  return `${target}.${sha256(url).slice(0, 8)}.partial`;
}

/** Moves a finished download to the target when its sha256 is right; false, with the download removed, when it is not. */
async function accept(partial: string, zipped: boolean, options: DownloadOptions): Promise<boolean> {
  if (!zipped && (await sha256File(partial)) === options.sha256) {
    await fs.promises.rename(partial, options.target);
    return true;
  }
  try {
    if (!zipped) return false;
    const member = unzipMember(await fs.promises.readFile(partial), path.basename(options.target), MOST_BYTES);
    if (sha256(member) !== options.sha256) return false;
    writeFileAtomic(options.target, member);
    return true;
  } finally {
    await fs.promises.rm(partial, { force: true });
  }
}

async function downloadFrom({ url, zipped }: DownloadAddress, options: DownloadOptions): Promise<void> {
  const partial = partialOf(options.target, url);
  const { resumed } = await fetchIntoPartial(url, partial, { ...options, mostBytes: MOST_BYTES });
  if (await accept(partial, zipped, options)) return;
  if (!resumed) throw new DataError(`what ${new URL(url).host} sent does not have the expected sha256 and was removed`);
  // The kept bytes may have been the fault: once more, from the start.
  await downloadFrom({ url, zipped }, options);
}

/**
 * Downloads one file from the first address that serves it, checks its sha256 and renames it into place. An interrupted download is
 * resumed by the next call. Throws a DataError, in one line with what each address said, when none serves it.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const failures: string[] = [];
  const unreachable = new Set<string>();
  for (const address of options.addresses) {
    const { host } = new URL(address.url);
    if (unreachable.has(host)) continue;
    try {
      return await downloadFrom(address, options);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      if (error instanceof UnreachableError) unreachable.add(host);
      failures.push(error.message);
    }
  }
  throw new DataError(`${path.basename(options.target)} could not be downloaded: ${failures.join("; ") || "no address is known"}.`);
}
