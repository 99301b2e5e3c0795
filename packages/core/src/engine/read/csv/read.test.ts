import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { column } from "../../testing/scratch.ts";
import { openReader, type TestReader } from "../testing/reader.ts";

let reader: TestReader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const columns = [column("a", "int32"), column("b", "text")];
const one = [column("b", "text")];

describe("rows that are read", () => {
  test("in one go where nothing is wrong", async () => {
    const result = await reader.csv("a,b\n1,x\n2,y\n", columns);
    expect(result).toEqual({
      rows: [
        ["1", "x"],
        ["2", "y"],
      ],
      rejects: [],
      writes: 1,
    });
  });

  test("columns are found by name; others are not looked at", async () => {
    expect((await reader.csv("b,c,a\nx,1.5e,1\ny,,2\n", columns)).rows).toEqual([
      ["1", "x"],
      ["2", "y"],
    ]);
  });

  test("without a header columns go by position", async () => {
    expect((await reader.csv("1,x\n2,y\n", columns, { header: false })).rows).toEqual([
      ["1", "x"],
      ["2", "y"],
    ]);
  });

  test.each([
    ["nothing", ""],
    ["a header", "a,b"],
    ["a header and blank lines", "a,b\n\n\n"],
    ["a mark", "\ufeff"],
  ])("a file with %s has no rows", async (_what, content) => {
    expect(await reader.csv(content, columns)).toEqual({ rows: [], rejects: [], writes: 1 });
  });

  test.each([
    ["LF", "\n"],
    ["CR LF", "\r\n"],
    ["CR", "\r"],
  ])("lines end in %s", async (_name, end) => {
    const content = ["a,b", "1,x", "z,bad", "3,", ""].join(end);
    const { rows, rejects, writes } = await reader.csv(content, columns);
    expect(rows).toEqual([
      ["1", "x"],
      ["3", null],
    ]);
    expect(rejects).toMatchObject([{ line: 3, column: "a", text: "z,bad" }]);
    expect(writes).toBe(1);
  });

  test("line ends of several kinds in one file", async () => {
    const { rows, rejects } = await reader.csv('a,b\r\n1,x\n2,"y\r\nz"\r\nq,w\n', columns);
    expect(rows).toEqual([
      ["1", "x"],
      ["2", "y\r\nz"],
    ]);
    expect(rejects).toMatchObject([{ line: 5, text: "q,w" }]);
  });

  test("a line end within quotes belongs to the text, though it comes first and is of another kind", async () => {
    const { rows } = await reader.csv('1,"x\r\ny"\n2,z\n', columns, { header: false });
    expect(rows).toEqual([
      ["1", "x\r\ny"],
      ["2", "z"],
    ]);
  });

  test("blank lines are no rows, but where there is one column they are NULL", async () => {
    expect((await reader.csv("a,b\n\n1,x\n\n\n2,y\n\n", columns)).rows).toEqual([
      ["1", "x"],
      ["2", "y"],
    ]);
    expect((await reader.csv('b\n\nx\n""\n', one)).rows).toEqual([[null], ["x"], [""]]);
  });

  test("comments and lines to skip are no rows, whatever they hold, and are counted as lines", async () => {
    const content = 'made by "x\n\n#one "\na,b\n#two\n1,"#x"\n2,y # z\nq,w\n';
    const { rows, rejects } = await reader.csv(content, columns, { skip: 1, comment: "#" });
    expect(rows).toEqual([
      ["1", "#x"],
      ["2", "y # z"],
    ]);
    expect(rejects).toMatchObject([{ line: 8, text: "q,w" }]);
  });

  test("another dialect", async () => {
    const content = "a;b\n1,5;'it\\'s; so'\n2;'\\\\'\n";
    const decimal = [column("a", { kind: "decimal", precision: 6, scale: 2 }), column("b", "text")];
    const format = { delimiter: ";", quote: "'", escape: "\\", decimalSeparator: "," } as const;
    expect((await reader.csv(content, decimal, format)).rows).toEqual([
      ["1.50", "it's; so"],
      ["2.00", "\\"],
    ]);
  });

  test("no quotes at all", async () => {
    expect((await reader.csv('a,b\n1,"x\n2,y"\n', columns, { quote: "", escape: "" })).rows).toEqual([
      ["1", '"x'],
      ["2", 'y"'],
    ]);
  });

  test("dates by a format; words are none", async () => {
    const dates = [column("a", "date"), column("b", "text")];
    const content = "a,b\n31.12.2024,x\ninfinity,y\n32.12.2024,z\n";
    const { rows, rejects } = await reader.csv(content, dates, { dateFormat: "%d.%m.%Y" });
    expect(rows).toEqual([["2024-12-31", "x"]]);
    expect(rejects.map(({ reason }) => reason)).toEqual([
      '"infinity" is not written as %d.%m.%Y',
      '"32.12.2024" cannot be read as date',
    ]);
  });

  test.each([
    ["latin-1", Buffer.from("a,b\n1,caf\xe9 \x80\nz,\xe9\n", "latin1")],
    ["utf-16", Buffer.from("\ufeffa,b\n1,café €\nz,é\n", "utf16le")],
    ["utf-16", Buffer.from("\ufeffa,b\n1,café €\nz,é\n", "utf16le").swap16()],
  ] as const)("%s", async (encoding, content) => {
    const { rows, rejects } = await reader.csv(content, columns, { encoding });
    expect(rows).toEqual([["1", "café €"]]);
    expect(rejects).toMatchObject([{ line: 3, text: "z,é" }]);
  });
});

describe("rows that are rejected", () => {
  const said = async (content: string | Buffer) => {
    const { rejects } = await reader.csv(content, columns);
    return rejects.map(({ line, column, text, reason, code }) => [line, column, text, reason, code]);
  };

  test("each once, however much is wrong with it", async () => {
    expect(await said("a,b\nx\ny,1,2\n1,z\n")).toEqual([
      [2, null, "x", "the row has 1 field where 2 are expected", "csv.too-few-fields"],
      [3, null, "y,1,2", "the row has 3 fields where 2 are expected", "csv.too-many-fields"],
    ]);
  });

  test("a value of another type", async () => {
    expect(await said('a,b\n1.5,x\n"",y\n9999999999,z\n')).toEqual([
      [2, "a", "1.5,x", '"1.5" has digits after the point: a whole number is expected', "csv.bad-value"],
      [3, "a", '"",y', '"" is not a whole number', "csv.bad-value"],
      [4, "a", "9999999999,z", '"9999999999" does not fit into 32 bits', "csv.bad-value"],
    ]);
  });

  test("lines are those of the file, also after values of several lines", async () => {
    const { rejects } = await reader.csv('a,b\n1,"x\n\ny"\nq,"z\n"\n3,w\nr,v\n', columns);
    expect(rejects.map(({ line, text }) => [line, text])).toEqual([
      [5, 'q,"z\n"'],
      [8, "r,v"],
    ]);
  });

  test("a quote that is left open takes its own line, and no other", async () => {
    const { rows, rejects } = await reader.csv('a,b\n1,"open\n2,x\n3,"fine"\n4,"a" "b"\n5,"end\n', columns);
    expect(rows).toEqual([
      ["2", "x"],
      ["3", "fine"],
    ]);
    expect(rejects.map(({ line, text, code }) => [line, text, code])).toEqual([
      [2, '1,"open', "csv.bad-quotes"],
      [5, '4,"a" "b"', "csv.bad-quotes"],
      [6, '5,"end', "csv.bad-quotes"],
    ]);
  });

  test("a quote within a value without quotes is a character", async () => {
    expect((await reader.csv('a,b\n1,12" pipe\n2,x\n', columns)).rows).toEqual([
      ["1", '12" pipe'],
      ["2", "x"],
    ]);
  });

  test("bytes that are no UTF-8", async () => {
    const content = Buffer.from("a,b\n1,caf\xe9\n2,ok\n", "latin1");
    expect(await said(content)).toMatchObject([
      [2, null, "1,caf?", "the row holds bytes that are not UTF-8", "csv.encoding"],
    ]);
  });

  test("the rest is read, and lines are right, where a row would be misread far behind others", async () => {
    const count = 30_000;
    const lines = Array.from({ length: count }, (_, i) => `${i === 20_000 ? "1.5" : i},"x\n${i}"`);
    const { rows, rejects } = await reader.csv(`a,b\n${lines.join("\n")}\nlast,one\n`, columns);
    expect(rows.length).toBe(count - 1);
    expect(rejects.map(({ line }) => line)).toEqual([2 + 2 * 20_000, 2 + 2 * count]);
  });
});

describe("files that cannot be read", () => {
  test("a column is missing: its name, the header, the one that may be meant", async () => {
    await expect(
      reader.csv("a,name\n1,x\n", [column("a", "int32"), column("nmae", "text")]),
    ).rejects.toMatchObject({
      code: "csv.missing-column",
      class: "permanent",
      message: expect.stringMatching(/data\.csv has no column "nmae"$/),
      why: "its header is: a, name",
      next: 'did you mean "name"? Name the column so in the row contract',
    });
  });

  test("a column is there twice", async () => {
    await expect(reader.csv("a,b,b\n1,x,y\n", columns)).rejects.toMatchObject({
      code: "csv.ambiguous-column",
    });
  });

  test("a file that is gone", async () => {
    const slices = [{ path: `${reader.folder}/none.csv`, firstLine: 1 }];
    const { CSV } = await import("../testing/reader.ts");
    await expect(reader.read({ kind: "files", format: CSV, slices }, columns)).rejects.toMatchObject({
      code: "file.missing",
      where: `${reader.folder}/none.csv`,
    });
  });
});
