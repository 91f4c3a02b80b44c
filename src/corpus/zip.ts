import * as zlib from "node:zlib";
import { DataError } from "../errors";

/** Signatures and field offsets of the ZIP format (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */
const END_OF_DIRECTORY = 0x06054b50;
const END_OF_DIRECTORY_BYTES = 22;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

interface Member {
  readonly name: string;
  readonly method: number;
  readonly compressedBytes: number;
  readonly localHeader: number;
}

function* members(archive: Buffer): Generator<Member> {
  const end = archive.lastIndexOf(Uint8Array.of(0x50, 0x4b, 0x05, 0x06));
  if (end < 0 || end + END_OF_DIRECTORY_BYTES > archive.length || archive.readUInt32LE(end) !== END_OF_DIRECTORY) return;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0 && archive.readUInt32LE(at) === DIRECTORY_ENTRY; left--) {
    const nameBytes = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + DIRECTORY_ENTRY_BYTES, at + DIRECTORY_ENTRY_BYTES + nameBytes);
    const [compressedBytes, localHeader] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 42)];
    yield { name, method: archive.readUInt16LE(at + 10), compressedBytes, localHeader };
    at += DIRECTORY_ENTRY_BYTES + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

function content(archive: Buffer, member: Member, mostBytes: number): Buffer {
  const lengths = archive.readUInt16LE(member.localHeader + 26) + archive.readUInt16LE(member.localHeader + 28);
  const start = member.localHeader + LOCAL_HEADER_BYTES + lengths;
  const packed = archive.subarray(start, start + member.compressedBytes);
  if (member.method === STORED) return packed;
  if (member.method === DEFLATED) return zlib.inflateRawSync(packed, { maxOutputLength: mostBytes });
  throw new RangeError(`compression method ${member.method} is not supported`);
}

/**
 * The bytes of the member with this base name, in any folder of the archive. Enough for one small file: no ZIP64, no encryption.
 * Throws a DataError when the archive is damaged, lacks the member, or would unpack to more than `mostBytes`.
 */
export function unzipMember(archive: Buffer, baseName: string, mostBytes: number): Buffer {
  try {
    for (const member of members(archive)) {
      if (member.name.split("/").pop() === baseName) return content(archive, member, mostBytes);
    }
  } catch (error) {
    throw new DataError(`the zip archive is damaged (${(error as Error).message})`, { cause: error });
  }
  throw new DataError(`the zip archive holds no ${baseName}`);
}
