import { test } from "uvu";
import * as assert from "uvu/assert";
import { CharsetDetector, createDecoder, firstInvalidUtf8Line } from "../../src/corpus/charset";
import type { Encoding } from "../../src/corpus/charset";
import { failsWith } from "./files";

function detect(bytes: Uint8Array, pieceBytes = bytes.length || 1): Encoding {
  const detector = new CharsetDetector();
  for (let i = 0; i < bytes.length; i += pieceBytes) detector.push(bytes.subarray(i, i + pieceBytes));
  return detector.result("some.txt");
}

function decode(encoding: Encoding, bytes: Uint8Array, pieceBytes: number): string {
  const decoder = createDecoder(encoding);
  let text = "";
  for (let i = 0; i < bytes.length; i += pieceBytes) text += decoder.decode(bytes.subarray(i, i + pieceBytes));
  return text + decoder.end();
}

test("valid UTF-8 is UTF-8, whatever the pieces it comes in", () => {
  const bytes = Buffer.from("São Paulo — 東京 😀", "utf8");
  for (const pieceBytes of [1, 2, 3, 100]) {
    assert.is(detect(bytes, pieceBytes), "utf-8");
    assert.is(decode("utf-8", bytes, pieceBytes), "São Paulo — 東京 😀");
  }
});

test("plain ASCII is UTF-8", () => assert.is(detect(Buffer.from("London\n")), "utf-8"));

test("a UTF-8 character cut off at the end is no UTF-8", () => assert.is(detect(Buffer.from("caf\u00c3", "latin1")), "latin-1"));

test("a byte order mark is dropped from UTF-8", () => {
  const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from("Rome")]);
  assert.is(detect(bytes), "utf-8");
  assert.is(decode("utf-8", bytes, 2), "Rome");
});

test("a byte that only windows-1252 gives a character decides for it", () => {
  assert.is(detect(Uint8Array.of(0x41, 0x92, 0x73)), "windows-1252");
  assert.is(detect(Uint8Array.of(0x85)), "windows-1252");
});

test("without one, the bytes are latin-1, also with the five that windows-1252 leaves undefined", () => {
  assert.is(detect(Uint8Array.of(0xa3, 0x30)), "latin-1");
  for (const byte of [0x81, 0x8d, 0x8f, 0x90, 0x9d]) assert.is(detect(Uint8Array.of(0x41, byte, 0xe9)), "latin-1");
});

test("windows-1252 decodes each byte as the WHATWG table has it", () => {
  const high = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i);
  const expected = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
  assert.is(decode("windows-1252", high, 5), expected);
  assert.is(decode("windows-1252", Uint8Array.of(0x41, 0xa0, 0xe9, 0xff), 1), "A\u00a0éÿ");
});

test("latin-1 decodes 0x80 to 0x9F as control characters", () => {
  assert.is(decode("latin-1", Uint8Array.of(0x85, 0x92, 0xe9), 1), "\u0085\u0092é");
});

test("UTF-16 is refused, with its mark or without", async () => {
  await failsWith(() => detect(Buffer.from("\ufeffLondon", "utf16le")), "some.txt", "UTF-16", "UTF-8");
  await failsWith(() => detect(Uint8Array.of(0xfe, 0xff, 0, 0x41)), "UTF-16");
  await failsWith(() => detect(Buffer.from("London", "utf16le"), 3), "NUL", "offset 1", "UTF-16");
});

test("the first line that is no UTF-8 is found", () => {
  assert.is(firstInvalidUtf8Line(Buffer.from("a\nb\ncaf\u00e9\nd", "latin1")), 3);
  assert.is(firstInvalidUtf8Line(Buffer.from("café\n")), 0);
});

test.run();
