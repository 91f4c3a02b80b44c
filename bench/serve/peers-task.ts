import * as path from "node:path";
import { rotated } from "../rounds";
import type { ServeBench } from "./bench";
import { engineOf } from "./deployment";
import { climb } from "./ladder";
import { told, type Rows } from "./load-task";
import type { ServeRow } from "./records";
import { freePort, nerbook, script, type Launch } from "./servers";
import { measureStep } from "./step";

/** A server with Model 2 that takes part. */
interface Contestant {
  readonly name: string;
  /** What must be there for it. */
  readonly family: string;
  launch(model: string, port: number): Launch;
}

const SCENARIO = "Model 2, tokens sent, side by side";
const LARGEST_BATCH = "32";

function onnxServer(largest: string, threads: string): Contestant["launch"] {
  return (model, port) => script(path.join("peers", "onnx-server.ts"), model, String(port), largest, threads);
}

function torchServer(python: string, threads: string): Contestant["launch"] {
  const file = path.join(__dirname, "peers", "torch_server.py");
  return (model, port) => ({ program: python, args: [file, model, String(port), LARGEST_BATCH, threads] });
}

function contestants({ options: { python, workers, runtime } }: ServeBench): Contestant[] {
  const threads = String(workers);
  return [
    { name: "nerbook", family: "nerbook", launch: (model, port) => nerbook([model], port, "--cache", "0", "--workers", threads, "--runtime", runtime) },
    { name: "ONNX Runtime, one by one", family: "ONNX Runtime", launch: onnxServer("1", threads) },
    { name: "ONNX Runtime, in batches", family: "ONNX Runtime", launch: onnxServer(LARGEST_BATCH, threads) },
    { name: "PyTorch, in batches", family: "PyTorch", launch: torchServer(python, threads) },
  ];
}

function modelFor({ models, slots }: ServeBench): string | undefined {
  return models[slots.indexOf("model2")];
}

/** One system at rising rates, started for it and stopped after; nothing, and said, where it cannot start. */
async function turn(bench: ServeBench, { name, family, launch }: Contestant, model: string, round: number, note: (port: number) => Promise<void>): Promise<ServeRow[]> {
  const port = await freePort();
  const started = await bench.start(launch(model, port), port).catch((error: Error) => bench.skip(family, error.message));
  if (!started) return [];
  const named = { task: "peers", scenario: SCENARIO, system: name, instances: 1, front: "none", cache: false, round } as const;
  const measured = { port, servers: [started.pid], front: [], ports: [port] };
  const load = { shares: { auto: 1 }, repetition: { kind: "in turn" }, sentences: bench.sent.words } as const;
  if (name === "nerbook") await note(port);
  const rows = await climb(bench.options.rates, bench.options.limit, async (rate) => {
    const { row } = await measureStep(bench.generator, named, measured, bench.job(port, rate, load));
    bench.say(told(row));
    return row;
  });
  await bench.stop(started);
  return rows;
}

/** All systems in every round, in turning order, with the same sentences at the same moments. */
export async function runPeersTask(bench: ServeBench): Promise<Rows> {
  const model = modelFor(bench);
  if (model === undefined) {
    bench.skip("peers", "no --model for model2");
    return { rows: [], engine: "" };
  }
  const rows: ServeRow[] = [];
  let engine = "";
  for (let round = 1; round <= bench.options.rounds; round++) {
    for (const contestant of rotated(contestants(bench), round - 1)) {
      rows.push(...(await turn(bench, contestant, model, round, async (port) => void (engine = await engineOf({ port })))));
    }
  }
  return { rows, engine };
}
