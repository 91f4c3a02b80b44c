import { isUtf8 } from "node:buffer";
import { DataError } from "../errors";
import type { Corpus } from "./types";

export type Encoding = Corpus["encoding"];
export const ENCODINGS: readonly Encoding[] = ["utf-8", "windows-1252", "latin-1"];

/**
 * What windows-1252 makes of the bytes 0x80–0x9F (https://encoding.spec.whatwg.org/#windows-1252); the five bytes it leaves
 * undefined map to themselves. A table of our own because `TextDecoder("windows-1252")` decodes latin-1 in many Node releases
 * (20.18.3 and later, 22.13 to 22.21, 24.0 to 24.11: github.com/nodejs/node/issues/56542).
 */
const WINDOWS_1252_HIGH =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

function isDefinedHigh(byte: number): boolean {
  return WINDOWS_1252_HIGH.charCodeAt(byte - 0x80) !== byte;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function windows1252(bytes: Uint8Array): string {
  return latin1(bytes).replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252_HIGH[character.charCodeAt(0) - 0x80]!);
}

/** Decodes a file piece by piece: `decode` takes the next bytes, `end` gives what was held back. */
export interface StreamDecoder {
  decode(bytes: Uint8Array): string;
  end(): string;
}

/** A decoder for one of the three encodings. The UTF-8 one drops a byte order mark and throws a TypeError on malformed bytes. */
export function createDecoder(encoding: Encoding): StreamDecoder {
  if (encoding === "latin-1") return { decode: latin1, end: () => "" };
  if (encoding === "windows-1252") return { decode: windows1252, end: () => "" };
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return { decode: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

/**
 * Finds a file's encoding from all of its bytes, given in pieces: UTF-8 when they are valid UTF-8 or begin with its byte order
 * mark; else windows-1252 when a byte in 0x80–0x9F is a character there (latin-1 has control characters in their place); else
 * latin-1, which then agrees with windows-1252 on every byte.
 */
export class CharsetDetector {
  private readonly utf8 = createDecoder("utf-8");
  private validUtf8 = true;
  private definedHigh = false;
  private start: number[] = [];
  private zeroAt = -1;
  private seen = 0;

  push(bytes: Uint8Array): void {
    if (this.start.length < 3) this.start = [...this.start, ...bytes.subarray(0, 3 - this.start.length)];
    this.tryUtf8(() => this.utf8.decode(bytes));
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte >= 0x80 && byte <= 0x9f && isDefinedHigh(byte)) this.definedHigh = true;
      if (byte === 0 && this.zeroAt < 0) this.zeroAt = this.seen + i;
    }
    this.seen += bytes.length;
  }

  /** The encoding. Throws a DataError when the bytes are UTF-16 or hold NUL bytes. */
  result(file: string): Encoding {
    this.rejectUtf16(file);
    if (this.startsWith(0xef, 0xbb, 0xbf)) return "utf-8";
    this.tryUtf8(() => this.utf8.end());
    if (this.validUtf8) return "utf-8";
    return this.definedHigh ? "windows-1252" : "latin-1";
  }

  private rejectUtf16(file: string): void {
    const marked = this.startsWith(0xff, 0xfe) || this.startsWith(0xfe, 0xff);
    if (marked) throw new DataError(`${file} is a UTF-16 file (it begins with that byte order mark); save it as UTF-8 and try again.`);
    if (this.zeroAt < 0) return;
    const problem = `holds a NUL byte at offset ${this.zeroAt}, so it is a UTF-16 or binary file`;
    throw new DataError(`${file} ${problem}; save it as UTF-8 text and try again.`);
  }

  private startsWith(...bytes: readonly number[]): boolean {
    return bytes.every((byte, i) => this.start[i] === byte);
  }

  private tryUtf8(step: () => string): void {
    if (!this.validUtf8) return;
    try {
      step();
    } catch {
      this.validUtf8 = false;
    }
  }
}

/** The first line, counted from 1, that is no valid UTF-8; 0 when all are. */
export function firstInvalidUtf8Line(bytes: Uint8Array): number {
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return 0;
}

/** A whole text in whichever encoding it is found to be. Throws a DataError for UTF-16 and binary files. */
export function decodeText(bytes: Uint8Array, file: string): string {
  const detector = new CharsetDetector();
  detector.push(bytes);
  const decoder = createDecoder(detector.result(file));
  return decoder.decode(bytes) + decoder.end();
}
