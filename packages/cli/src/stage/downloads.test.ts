import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Artifact } from "@waybill/events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemOf } from "../command-line/problem.ts";
import { RUN, artifact as sampleArtifact } from "../testing/sample-run.ts";
import { Downloads } from "./downloads.ts";

const ROWS = Buffer.from("rows in Parquet");
const artifact: Artifact = {
  ...sampleArtifact("flights#0/rejects.parquet", 3),
  bytes: ROWS.length,
  checksum: `sha256:${createHash("sha256").update(ROWS).digest("hex")}`,
};

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const status = Number(request.url?.slice(1));
    response.writeHead(status).end(status === 200 ? ROWS : "<Error/>");
  });
  server.listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const downloads = (link: string) =>
  new Downloads(async ({ path, query }) => {
    expect(path).toBe(`/v1/runs/${RUN}/artifact`);
    expect(query).toEqual({ uri: artifact.uri });
    return { url: link };
  });

test("a copy is there until it is disposed of, each under a name of its own", async () => {
  const copies = downloads(`${url}/200`);
  const [first, second] = [await copies.open(RUN, artifact), await copies.open(RUN, artifact)];
  expect(readFileSync(first)).toEqual(ROWS);
  expect(second).not.toBe(first);
  expect(first).toMatch(/\.parquet$/);
  copies[Symbol.dispose]();
  expect(existsSync(first)).toBe(false);
});

test.each([
  ["gone", "404", artifact, "object.missing"],
  ["not to be had now", "503", artifact, "object.unavailable"],
  ["shorter than it was written", "200", { ...artifact, bytes: ROWS.length + 1 }, "object.damaged"],
  ["another one", "200", { ...artifact, checksum: `sha256:${"0".repeat(64)}` }, "object.damaged"],
])("what is %s is told so", async (_, status, wanted, code) => {
  using copies = downloads(`${url}/${status}`);
  expect(await copies.open(RUN, wanted).catch(problemOf)).toMatchObject({ code, where: artifact.uri });
});

test("a bucket that cannot be reached may be reached later", async () => {
  using copies = downloads("http://127.0.0.1:1/");
  expect(await copies.open(RUN, artifact).catch(problemOf)).toMatchObject({
    class: "transient",
    code: "object.unavailable",
  });
});
