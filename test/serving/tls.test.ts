import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as https from "node:https";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { addKey } from "../../src/serving/security/keys";
import { limitsOf } from "../../src/serving/security/limits";
import { runInstance } from "./instances";
import { temporaryFolder, tinyModel } from "./tiny-models";

const folder = temporaryFolder();
const KEYS = path.join(folder, "keys.json");

async function newKey(): Promise<string> {
  return (await addKey(KEYS, { name: "test", scopes: ["predict"], expires: null }, new Date())).text;
}

interface Certificate {
  readonly certificate: Buffer;
  readonly key: Buffer;
}

function selfSigned(): Certificate | undefined {
  const [certificate, key] = [path.join(folder, "cert.pem"), path.join(folder, "key.pem")];
  const { status } = spawnSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]);
  return status === 0 ? { certificate: fs.readFileSync(certificate), key: fs.readFileSync(key) } : undefined;
}

const tls = selfSigned();
if (!tls) console.log("openssl is not installed: the test of TLS and of rates is skipped");

function ask(url: string, key: string, ca: Buffer): Promise<{ readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const sent = https.request(`${url}/v1/predict`, { method: "POST", ca, headers: { "content-type": "application/json", "x-api-key": key } }, (response) => {
      let body = "";
      response.on("data", (data) => (body += data)).on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    sent.on("error", reject).end('{"text":"Anna lives in Lima."}');
  });
}

(tls ? test : test.skip)("over TLS a key has its rate, with a time to come back, and another key its own", async () => {
  const [own, another] = [await newKey(), await newKey()];
  const limits = limitsOf({ requestsPerSecond: 1, deadlineMilliseconds: 20_000 });
  const secure = await runInstance([await tinyModel()], { keys: KEYS, tls: tls!, limits });
  try {
    assert.match(secure.url, /^https:/);
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(secure.url, own, tls!.certificate)));
    const refused = answers.filter(({ status }) => status === 429);
    assert.ok(refused.length >= 1 && refused.length < answers.length, `${refused.length} were refused`);
    for (const { headers, body } of refused) {
      assert.is(headers["retry-after"], "1");
      assert.is((JSON.parse(body) as { error: { code: string } }).error.code, "rate_limited");
    }
    assert.match(String(answers[0]!.headers["strict-transport-security"]), /max-age/);
    assert.is((await ask(secure.url, another, tls!.certificate)).status, 200);
    const plain = await fetch(secure.url.replace("https:", "http:")).then(() => "answered", () => "refused");
    assert.is(plain, "refused");
  } finally {
    await secure.close();
  }
});

test.run();
