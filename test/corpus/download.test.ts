import { test } from "uvu";
import * as assert from "uvu/assert";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import * as zlib from "node:zlib";
import { download } from "../../src/corpus/download";
import { unzipMember } from "../../src/corpus/zip";
import { sha256 } from "../../src/files/hash";
import { failsWith, temporaryFolder } from "./files";

const CONTENT = Buffer.from("a corpus, line after line\n".repeat(4000));
const HASH = sha256(CONTENT);
const root = temporaryFolder();

/** Serves `content`; `/cut` breaks off after half, `/whole` ignores ranges, `/silent` never answers, the rest is 404. */
class CorpusServer {
  readonly ranges: (string | undefined)[] = [];
  content: Buffer = CONTENT;
  private readonly server = http.createServer((request, response) => this.answer(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => void this.server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  address(route: string, zipped = false): { url: string; zipped: boolean } {
    return { url: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${route}`, zipped };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => void this.server.close(resolve));
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    this.ranges.push(request.headers.range);
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const { content } = this;
    if (request.url === "/silent") return;
    if (request.url === "/cut" && start === 0) {
      const half = content.subarray(0, content.length / 2);
      response.writeHead(200, { "content-length": content.length }).write(half, () => setTimeout(() => response.destroy(), 50));
    } else if (request.url === "/stall") {
      response.writeHead(200, { "content-length": content.length }).write(content.subarray(0, 10));
    } else if (request.url === "/file" || request.url === "/cut") {
      if (start >= content.length) response.writeHead(416).end();
      else if (start === 0) response.writeHead(200, { "content-length": content.length }).end(content);
      else response.writeHead(206, { "content-range": `bytes ${start}-${content.length - 1}/*` }).end(content.subarray(start));
    } else if (request.url === "/whole") response.writeHead(200).end(content);
    else response.writeHead(404).end();
  }
}

let server: CorpusServer;
let count = 0;
let target = "";
const options = () => ({ target, sha256: HASH });
const beside = () => (fs.existsSync(path.dirname(target)) ? fs.readdirSync(path.dirname(target)) : []);
const partials = () => beside().filter((name) => name.endsWith(".partial"));

/** Leaves `bytes` as an earlier, interrupted download of the address would have. */
function leavePartial(url: string, bytes: Uint8Array): void {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(`${target}.${sha256(url).slice(0, 8)}.partial`, bytes);
}

test.before.each(async () => {
  server = await new CorpusServer().start();
  target = path.join(root, String(count++), "ner_dataset.csv");
});
test.after.each(() => server.stop());

test("a download with the right sha256 appears whole, and progress reaches its size", async () => {
  const seen: (number | undefined)[][] = [];
  await download({ ...options(), addresses: [server.address("file")], progress: (...step) => seen.push(step) });
  assert.ok(CONTENT.equals(fs.readFileSync(target)));
  assert.equal(seen[seen.length - 1], [CONTENT.length, CONTENT.length]);
  assert.equal(partials(), []);
});

test("a download with the wrong sha256 is removed and leaves no file", async () => {
  server.content = Buffer.from("something else");
  await failsWith(() => download({ ...options(), addresses: [server.address("file")] }), "ner_dataset.csv", "sha256");
  assert.not.ok(fs.existsSync(target));
  assert.equal(partials(), []);
});

test("an interrupted download is resumed by the next, from the byte it had", async () => {
  const address = server.address("cut");
  await failsWith(() => download({ ...options(), addresses: [address] }), "broke after", "resumes");
  assert.not.ok(fs.existsSync(target));
  assert.is(partials().length, 1);
  await download({ ...options(), addresses: [address] });
  assert.ok(CONTENT.equals(fs.readFileSync(target)));
  assert.equal(server.ranges, [undefined, `bytes=${CONTENT.length / 2}-`]);
});

test("a server that ignores ranges begins again", async () => {
  const address = server.address("whole");
  leavePartial(address.url, CONTENT.subarray(0, 100));
  await download({ ...options(), addresses: [address] });
  assert.ok(CONTENT.equals(fs.readFileSync(target)));
});

test("a partial file that is complete already is checked and taken", async () => {
  const address = server.address("file");
  leavePartial(address.url, CONTENT);
  await download({ ...options(), addresses: [address] });
  assert.ok(CONTENT.equals(fs.readFileSync(target)));
});

test("a partial file with wrong bytes is thrown away and fetched again from the start", async () => {
  const address = server.address("file");
  leavePartial(address.url, Buffer.from("wrong bytes"));
  await download({ ...options(), addresses: [address] });
  assert.ok(CONTENT.equals(fs.readFileSync(target)));
  assert.equal(server.ranges, ["bytes=11-", undefined]);
});

test("a 404 is one line, and the next address is tried", async () => {
  await failsWith(() => download({ ...options(), addresses: [server.address("gone")] }), "127.0.0.1", "404");
  await download({ ...options(), addresses: [server.address("gone"), server.address("file")] });
  assert.ok(fs.existsSync(target));
});

test("a refused connection is one line, and other addresses of that host are not tried", async () => {
  const addresses = [server.address("file"), server.address("whole")];
  await server.stop();
  const message = await failsWith(() => download({ ...options(), addresses }), "cannot be reached", "ECONNREFUSED");
  assert.is(message.match(/cannot be reached/g)!.length, 1);
  server = await new CorpusServer().start();
});

test("a server that does not answer in time is given up", async () => {
  await failsWith(() => download({ ...options(), connectMs: 60, addresses: [server.address("silent")] }), "did not answer within 0.06 s");
});

test("a connection that stands still is given up and can be resumed", async () => {
  await failsWith(() => download({ ...options(), idleMs: 60, addresses: [server.address("stall")] }), "stood still");
  assert.is(partials().length, 1);
});

/** A zip archive as the format's specification lays it out, with one member and a folder before its name. */
function zipOf(name: string, content: Buffer, method: 0 | 8): Buffer {
  const packed = method === 8 ? zlib.deflateRawSync(content) : content;
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(content.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end]);
}

test("a zipped copy is unpacked and its member checked", async () => {
  server.content = zipOf("data/ner_dataset.csv", CONTENT, 8);
  await download({ ...options(), addresses: [server.address("file", true)] });
  assert.ok(CONTENT.equals(fs.readFileSync(target)));
  assert.equal(partials(), []);
});

test("a zipped copy that is no archive, or lacks the file, is one line and leaves nothing", async () => {
  await failsWith(() => download({ ...options(), addresses: [server.address("file", true)] }), "zip archive");
  server.content = zipOf("other.csv", CONTENT, 8);
  await failsWith(() => download({ ...options(), addresses: [server.address("file", true)] }), "holds no ner_dataset.csv");
  assert.equal(partials(), []);
});

test("stored members are read, and one that unpacks to too much or is cut off is refused", async () => {
  assert.ok(CONTENT.equals(unzipMember(zipOf("a.csv", CONTENT, 0), "a.csv", 1e9)));
  await failsWith(() => unzipMember(zipOf("a.csv", CONTENT, 8), "a.csv", 100), "damaged");
  await failsWith(() => unzipMember(zipOf("a.csv", CONTENT, 8).subarray(40), "a.csv", 1e9), "zip archive");
});

test.run();
