import * as assert from "uvu/assert";
import type { PredictResponse } from "../../src/serving/client";
import { hostileRequest, KIND_NAMES, type Hostile } from "./hostile-requests";
import { exchange, type RawAnswer } from "./raw-http";

const AT_ONCE = 8;

interface Sent {
  readonly text?: string;
  readonly tokens?: readonly string[];
  readonly redact?: boolean;
  readonly items?: readonly Sent[];
}

function requireErrorShape(body: unknown, where: string): void {
  const { error, ...rest } = body as { error: Record<string, unknown> };
  const { code, message, field, ...more } = error;
  assert.ok(typeof code === "string" && typeof message === "string" && ["string", "undefined"].includes(typeof field), where);
  assert.equal([rest, more], [{}, {}], where);
}

/** Offsets lie in the text as sent, in order, and cut out of it what the answer says. */
function requireOffsets({ tokens = [], entities }: Partial<PredictResponse>, { text, tokens: own, redact }: Sent, where: string): void {
  const sent = text ?? own!.join(" ");
  let last = 0;
  for (const token of tokens) {
    assert.ok(token.start >= last && token.end > token.start && token.end <= sent.length, where);
    last = token.end;
  }
  for (const found of [...tokens, ...entities!]) if (!redact) assert.is(found.text, sent.slice(found.start, found.end), where);
}

function requireBatch(body: string, sent: Sent, where: string): void {
  const lines = body.split("\n").slice(0, -1).map((line) => JSON.parse(line) as { index: number; error?: { code: string } } & Partial<PredictResponse>);
  assert.equal(lines.map(({ index }) => index), sent.items!.map((_, i) => i), where);
  for (const { index, ...line } of lines) {
    if (line.error) assert.ok(["invalid_request", "too_large"].includes(line.error.code), `${where}: ${line.error.code}`);
    else requireOffsets(line, { ...sent.items![index]!, ...(sent.redact === undefined ? {} : { redact: sent.redact }) }, where);
  }
}

function requireGoodAnswer({ status, headers, body }: RawAnswer, sent: string | undefined, where: string): void {
  assert.ok((status >= 200 && status < 300) || (status >= 400 && status < 500), `${where}: status ${status}: ${body.slice(0, 300)}`);
  const type = headers.get("content-type") ?? "";
  if (status >= 400) {
    if (body !== "") requireErrorShape(JSON.parse(body), where);
    return;
  }
  if (sent === undefined) return;
  const question = JSON.parse(sent) as Sent;
  if (type.startsWith("application/x-ndjson")) requireBatch(body, question, where);
  else if (type.startsWith("application/json")) requireOffsets(JSON.parse(body) as PredictResponse, question, where);
}

async function attackOnce(url: string, hostile: Hostile, where: string): Promise<readonly number[]> {
  const { bytes, bodies, answers } = hostile;
  const { answers: told } = await exchange(url, bytes, { answers: Math.max(1, answers), ...(hostile.ends ? { ends: true } : {}) });
  assert.ok(told.length >= answers, `${where}: ${told.length} answers of ${answers}`);
  told.forEach((answer, i) => requireGoodAnswer(answer, bodies[i], where));
  return told.map(({ status }) => status);
}

/** How often each status came, by kind of request. */
export type Toll = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Sends so many hostile requests, some at a time, and sees to it that each is answered as it should be. `during` runs at every hundredth. */
export async function attack(url: string, seed: number, count: number, during: (sent: number) => void | Promise<void> = () => undefined): Promise<Toll> {
  const toll = new Map<string, Map<number, number>>(KIND_NAMES.map((kind) => [kind, new Map()]));
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < count) {
      const i = next++;
      if (i % 100 === 0) await during(i);
      const hostile = hostileRequest(seed, i);
      const seen = toll.get(hostile.kind)!;
      for (const status of await attackOnce(url, hostile, `request ${i} of seed ${seed} (${hostile.kind})`)) seen.set(status, (seen.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return toll;
}

/** A line each kind, for people who look at what a run did. */
export function tollText(toll: Toll): string {
  return [...toll].map(([kind, statuses]) => `${kind.padEnd(24)} ${[...statuses].sort().map(([status, count]) => `${status}: ${count}`).join(", ")}`).join("\n");
}
