import { test } from "uvu";
import * as assert from "uvu/assert";
import { decodeText } from "../../src/corpus/charset";

test("a text is read in the encoding it has", () => {
  assert.is(decodeText(Buffer.from("Zoë’s", "utf8"), "a.txt"), "Zoë’s");
  assert.is(decodeText(Buffer.from([0x5a, 0x6f, 0xeb, 0x92, 0x73]), "a.txt"), "Zoë’s");
});

test("a UTF-16 text is refused by name", () => {
  assert.throws(() => decodeText(Buffer.from("\ufeffAda", "utf16le"), "a.txt"), /a\.txt is a UTF-16 file/);
});

test.run();
