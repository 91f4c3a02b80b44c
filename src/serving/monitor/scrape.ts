import { DataError, UsageError } from "../../errors";
import { parseExposition } from "./exposition";
import type { Scrape } from "./changes";

export interface ScrapeTarget {
  /** Of the service, such as http://127.0.0.1:8080. */
  readonly url: string;
  readonly key?: string;
  /** Milliseconds. */
  readonly patience: number;
}

const REASONS: { readonly [code: string]: string } = {
  ECONNREFUSED: "nothing listens there; start it with: nerbook serve",
  ENOTFOUND: "its name is not known",
  EAI_AGAIN: "its name is not known",
  ECONNRESET: "it closed the connection",
  EHOSTUNREACH: "the host cannot be reached",
};

function parseAddress(url: string): URL {
  try {
    const address = new URL(url);
    if (address.protocol === "http:" || address.protocol === "https:") return address;
  } catch {
    // Said below.
  }
  throw new UsageError(`${url} is no address; give one such as http://127.0.0.1:8080.`);
}

/** The address of the metrics. Throws a UsageError for what is no HTTP address. */
export function metricsAddress(url: string): URL {
  const address = parseAddress(url);
  if (!address.pathname.endsWith("/metrics")) address.pathname = `${address.pathname.replace(/\/$/, "")}/metrics`;
  return address;
}

function unreachable({ url, patience }: ScrapeTarget, error: unknown, late: boolean): DataError {
  const { message, cause } = error as Error & { readonly cause?: NodeJS.ErrnoException };
  const why = late ? `it did not answer within ${patience / 1000} s` : (REASONS[cause?.code ?? ""] ?? cause?.message ?? message);
  return new DataError(`The service at ${url} cannot be asked: ${why}.`, { cause: error });
}

function refused({ url, key }: ScrapeTarget, status: number): DataError {
  if (status === 401 && key === undefined) return new DataError(`The service at ${url} asks for an API key: give one with --key or NER_API_KEY.`);
  if (status === 401) return new DataError(`The service at ${url} does not take this API key: it is unknown, revoked or expired.`);
  if (status === 403) return new DataError(`The service at ${url} knows this API key, but the key does not have the scope "metrics".`);
  return new DataError(`The service at ${url} answered its metrics with status ${status}; is it nerbook serve?`);
}

/** A signal that comes when the time is over, or with another one. */
function deadline(patience: number, other: AbortSignal | undefined): { readonly signal: AbortSignal; readonly late: () => boolean; readonly clear: () => void } {
  const controller = new AbortController();
  let late = false;
  const abort = () => controller.abort();
  const timer = setTimeout(() => {
    late = true;
    abort();
  }, patience);
  other?.addEventListener("abort", abort);
  const clear = () => {
    clearTimeout(timer);
    other?.removeEventListener("abort", abort);
  };
  return { signal: controller.signal, late: () => late, clear };
}

async function get(target: ScrapeTarget, other: AbortSignal | undefined): Promise<{ readonly status: number; readonly text: string }> {
  const { signal, late, clear } = deadline(target.patience, other);
  try {
    const headers: Record<string, string> = target.key === undefined ? {} : { authorization: `Bearer ${target.key}` };
    const response = await fetch(metricsAddress(target.url), { headers, signal });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw unreachable(target, error, late());
  } finally {
    clear();
  }
}

/** Reads the metrics once. Throws a DataError of one line that says why it cannot. */
export async function scrape(target: ScrapeTarget, signal?: AbortSignal): Promise<Scrape> {
  const { status, text } = await get(target, signal);
  if (status !== 200) throw refused(target, status);
  return { samples: parseExposition(text), at: performance.now() / 1000, wallTime: Date.now() / 1000 };
}
