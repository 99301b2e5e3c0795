import { describe, expect, test } from "vitest";
import type { CsvFormat } from "../../../sources/source.ts";
import { sniffCsv } from "./csv.ts";

const sniffed = (content: string | Buffer, given: Partial<CsvFormat> = {}, whole = true) =>
  sniffCsv(Buffer.from(content), whole, given);

describe("the dialect of a file", () => {
  test.each([
    [",", "id,name\n1,x\n2,y\n"],
    [";", "id;name\n1;x, y\n2;z\n"],
    ["\t", "id\tname, first\n1\tx\n"],
    ["|", "id|name\n1|x\n"],
    [",", "name\nx\ny\n"],
    [",", ""],
    [";", 'id;"a, b, c"\n1;"d, e, f"\n2;"g, h, i"\n'],
  ])("the delimiter is %j", (delimiter, content) => {
    expect(sniffed(content).delimiter).toBe(delimiter);
  });

  test("quotes are double ones, unless values stand in single ones", () => {
    expect(sniffed('id,name\n1,"x, y"\n2,it\'s\n')).toMatchObject({ quote: '"', escape: '"' });
    expect(sniffed("id,name\n1,'x, y'\n2,'z'\n")).toMatchObject({ quote: "'", escape: "'" });
    expect(sniffed("id,name\n1,'tis, well\n2,z\n3,u\n4,v\n5,w\n6,x\n").quote).toBe('"');
  });

  test("a backslash escapes where it stands before quotes", () => {
    expect(sniffed('id,name\n1,"say \\"x, y\\""\n').escape).toBe("\\");
  });

  test("a row that the sample cuts off does not count", () => {
    const content = 'id,name\n1,x\n2,"cut o';
    expect(sniffed(content, {}, false).delimiter).toBe(",");
  });

  test("decimal commas, where no number has a point", () => {
    expect(sniffed("id;price\n1;12,50\n2;3\n").decimalSeparator).toBe(",");
    expect(sniffed("id;price\n1;12.50\n2;3,5\n").decimalSeparator).toBe(".");
    expect(sniffed("id,price\n1,12\n").decimalSeparator).toBe(".");
  });

  test("what is given is not asked about", () => {
    const given = {
      delimiter: ";",
      quote: "",
      header: false,
      nulls: ["NA"],
      skip: 1,
      encoding: "latin-1",
    } as const;
    expect(sniffed("junk\nid,name\n1,x\n", given)).toEqual({
      type: "csv",
      delimiter: ";",
      quote: "",
      escape: "",
      header: false,
      names: null,
      encoding: "latin-1",
      nulls: ["NA"],
      comment: "",
      skip: 1,
      dateFormat: null,
      timestampFormat: null,
      decimalSeparator: ".",
      compression: "none",
    });
  });

  test("comments before the header", () => {
    expect(sniffed("# a, b; c\nid;name\n1;x\n", { comment: "#" }).names).toEqual(["id", "name"]);
  });
});

describe("the header", () => {
  test.each<[string, string, readonly string[] | null]>([
    ["names", "id,name\n1,x\n", ["id", "name"]],
    ["names over texts alone", "city,country\nRome,Italy\n", ["city", "country"]],
    ["a mark before it", '\ufeff"id",name\n1,x\n', ["id", "name"]],
    ["one column without a name", ",id,name\n0,1,x\n", ["", "id", "name"]],
    ["a number among the first row", "1,x\n2,y\n", null],
    ["a date among the first row", "2024-01-31,x\n2024-02-01,y\n", null],
    ["the same name twice", "a,a\n1,2\n", null],
    ["names of several lines", '"first\nline",b\n1,2\n', ["first\nline", "b"]],
  ])("%s", (_what, content, names) => {
    expect(sniffed(content).names).toEqual(names);
  });
});

describe("the encoding", () => {
  test.each([
    ["utf-8", Buffer.from("id,näme\n1,é\n")],
    ["utf-8", Buffer.from("\ufeffid,name\n")],
    ["latin-1", Buffer.from("id,n\xe4me\n1,\xe9\n", "latin1")],
    ["utf-16", Buffer.from("\ufeffid,name\n1,é\n", "utf16le")],
    ["utf-16", Buffer.from("\ufeffid,name\n1,é\n", "utf16le").swap16()],
    ["utf-16", Buffer.from("id,name\n1,x\n", "utf16le")],
  ] as const)("%s", (encoding, content) => {
    const format = sniffCsv(content, true, {});
    expect(format.encoding).toBe(encoding);
    expect(format.names?.[0]).toBe("id");
  });

  test("a character that the sample cuts is no sign of another encoding", () => {
    const content = Buffer.from("id,name\n1,é");
    expect(sniffCsv(content.subarray(0, -1), false, {}).encoding).toBe("utf-8");
  });
});
