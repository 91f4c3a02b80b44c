/**
 * The same model under ONNX Runtime behind the same framework, as a team would write it that has no other service: Fastify
 * with the same schemas for the body and the answer, the same tokenizer and answer; no router, limits, metrics or deadlines.
 * Run as: node -r ts-node/register/transpile-only bench/serve/peers/onnx-server.ts MODEL PORT LARGEST_BATCH THREADS
 */
import * as path from "node:path";
import fastify from "fastify";
import { assembleBatch } from "../../../src/encoding/batches";
import { encodeWords } from "../../../src/encoding/encode";
import { loadBundle, type ModelBundle } from "../../../src/models/bundle";
import { toOnnx } from "../../../src/onnx/convert";
import { openOnnxPredictor, type OnnxPredictor, type OnnxRuntime } from "../../../src/onnx/session";
import { PREDICT_ANSWER, PREDICT_BODY } from "../../../src/serving/http/schemas";
import { predictionOf } from "../../../src/serving/service/prediction";
import { prepareText, type Question } from "../../../src/serving/service/questions";
import { versionOfFolder } from "../../../src/serving/registry/content";
import { DEFAULT_LIMITS } from "../../../src/serving/security/limits";
import { MicroBatches } from "./micro-batches";

const ONNX_FOLDER = path.join(__dirname, "..", "..", "peers", "onnx");

interface Tagged {
  readonly tags: Int32Array;
  readonly confidences: Float32Array;
}

/** The tags of each sentence out of the batch's rectangle. */
async function tagTogether(predictor: OnnxPredictor, questions: readonly Int32Array[]): Promise<Tagged[]> {
  const batch = assembleBatch(questions.map((words) => ({ words })), { kind: "bucketed" });
  const { tags, confidences } = await predictor.predict(batch);
  return questions.map(({ length }, row) => ({
    tags: tags.slice(row * batch.time, row * batch.time + length),
    confidences: confidences.slice(row * batch.time, row * batch.time + length),
  }));
}

function serverOf({ vocabulary, tagSet }: ModelBundle, version: string, batches: MicroBatches<Int32Array, Tagged>) {
  const server = fastify({ logger: false, ajv: { customOptions: { removeAdditional: false, coerceTypes: false } } });
  const schema = { body: PREDICT_BODY, response: { 200: PREDICT_ANSWER } };
  server.post<{ Body: Question }>("/v1/predict", { schema }, async ({ body, id }) => {
    const prepared = prepareText(body, DEFAULT_LIMITS);
    const { tags, confidences } = await batches.ask(encodeWords(prepared.tokens.map(({ text }) => text), vocabulary));
    return { requestId: id, model: "model2", version, ...predictionOf(prepared, tags, confidences, tagSet), cached: false };
  });
  server.get("/readyz", () => ({ status: "ready" }));
  return server;
}

async function main([folder, port, largest, threads]: readonly string[]): Promise<void> {
  const runtime = require(require.resolve("onnxruntime-node", { paths: [ONNX_FOLDER] })) as OnnxRuntime;
  const bundle = await loadBundle(folder!);
  const predictor = await openOnnxPredictor(runtime, toOnnx(bundle.model, {}), Number(threads));
  const batches = new MicroBatches<Int32Array, Tagged>(Number(largest), (questions) => tagTogether(predictor, questions));
  for (const size of [1, 8, 32]) await tagTogether(predictor, Array.from({ length: size }, () => new Int32Array(30).fill(1)));
  await serverOf(bundle, await versionOfFolder(folder!), batches).listen({ host: "127.0.0.1", port: Number(port) });
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message.split("\n")[0]}\n`);
  process.exit(1);
});
