import * as net from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { PredictionCache } from "../../src/serving/cache/prediction-cache";
import { REDIS_DEFAULTS, RedisStore } from "../../src/serving/cache/redis-store";
import { until } from "./until";

test("a Redis that accepts and never answers costs nobody time, and is told of", async () => {
  const sockets: net.Socket[] = [];
  const silent = net.createServer((socket) => sockets.push(socket.on("error", () => undefined)));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const incidents: string[] = [];
  const url = `redis://127.0.0.1:${(silent.address() as net.AddressInfo).port}`;
  const store = new RedisStore({ url, ...REDIS_DEFAULTS }, (sentence) => incidents.push(sentence));
  const cache = new PredictionCache(0, store);
  await until(() => sockets.length > 0, "it is connected");
  const started = performance.now();
  for (let i = 0; i < 50; i++) {
    assert.is(await cache.get(`key ${i}`), undefined);
    cache.set(`key ${i}`, { tokens: [], entities: [] });
  }
  assert.ok(performance.now() - started < 1_000);
  await until(() => incidents.length > 0, "the log says so", 10_000);
  assert.match(incidents[0]!, /Redis does not answer .*; the service goes on without it/);
  await cache.close();
  sockets.forEach((socket) => socket.destroy());
  silent.close();
});

test.run();
