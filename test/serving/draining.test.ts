import fastify from "fastify";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { prepareDrain } from "../../src/serving/http/draining";
import { answerErrors } from "../../src/serving/http/errors";
import { HttpError } from "../../src/serving/http/http-error";
import { exchange, request } from "./raw-http";

/** A body of a megabyte of which one byte has come. */
function unfinished(headers: Readonly<Record<string, string>> = {}): Buffer {
  const whole = request("{".padEnd(1_000_000), headers);
  return whole.subarray(0, whole.indexOf("{") + 1);
}

test("while a service drains every answer asks to hang up, but one that came before a body was read: its caller would not read why", async () => {
  let now = 0;
  const server = fastify({ bodyLimit: 1000 });
  const drain = prepareDrain(server, () => now);
  server.addHook("onRequest", async ({ headers }) => {
    if (headers["x-refused"] !== undefined) throw new HttpError(Number(headers["x-refused"]), "refused", "No.");
  });
  answerErrors(server, () => undefined);
  server.post("/v1/predict", () => "answered");
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  const told = async (bytes: Buffer) => {
    const [answer] = (await exchange(url, bytes)).answers;
    return [answer!.status, answer!.headers.get("connection") === "close" ? "hang up" : "stay"];
  };
  assert.equal(await told(request("{}")), [200, "stay"]);
  // The clock stands still: it is never quiet for long enough.
  const quiet = drain.becomeQuiet();
  assert.equal(await told(request("{}")), [200, "hang up"]);
  for (const status of [401, 403, 429]) assert.equal(await told(unfinished({ "x-refused": String(status) })), [status, "stay"]);
  assert.equal(await told(unfinished()), [413, "stay"]);
  now = 1_000;
  await quiet;
  await server.close();
});

test.run();
