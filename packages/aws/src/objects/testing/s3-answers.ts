import { crc32 } from "node:zlib";
import { type Buckets, type PendingUpload, type Stored, sha256Of, storedOf } from "./s3-buckets.ts";

export type Operation =
  | "HeadObject"
  | "GetObject"
  | "ListObjectsV2"
  | "PutObject"
  | "UploadPart"
  | "CreateMultipartUpload"
  | "CompleteMultipartUpload"
  | "AbortMultipartUpload"
  | "DeleteObjects";

export interface Call {
  readonly operation: Operation;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const answer = (status: number, headers: Answer["headers"] = {}, body: string | Buffer = ""): Answer => ({
  status,
  headers,
  body: Buffer.from(body),
});
const xml = (root: string, content: string): Answer =>
  answer(200, { "content-type": "application/xml" }, `<?xml version="1.0"?><${root}>${content}</${root}>`);

const CODES: Readonly<Record<number, string>> = {
  403: "AccessDenied",
  409: "ConditionalRequestConflict",
  500: "InternalError",
  503: "SlowDown",
};

export const errorAnswer = (status: number, { operation }: Call, code = CODES[status] ?? "Error"): Answer =>
  answer(
    status,
    {},
    operation === "HeadObject" ? "" : `<Error><Code>${code}</Code><Message>as S3 says</Message></Error>`,
  );

/** What S3 answers. The state is changed before. */
export function answerOf(call: Call, buckets: Buckets): Answer {
  const objects = buckets.objects.get(call.bucket);
  if (!objects) return errorAnswer(404, call, "NoSuchBucket");
  switch (call.operation) {
    case "HeadObject":
    case "GetObject":
      return objectAnswer(call, objects.get(call.key));
    case "ListObjectsV2":
      return listAnswer(call, objects);
    case "PutObject":
      return put(call, objects, call.body, call.headers["x-amz-checksum-sha256"] ?? null, call.headers);
    case "CreateMultipartUpload":
      return create(call, buckets);
    case "UploadPart":
      return part(call, buckets);
    case "CompleteMultipartUpload":
      return complete(call, buckets, objects);
    case "AbortMultipartUpload":
      return buckets.uploads.delete(call.query.get("uploadId") ?? "")
        ? answer(204)
        : errorAnswer(404, call, "NoSuchUpload");
    case "DeleteObjects":
      return deleteAll(call, buckets, objects);
  }
}

function objectAnswer(call: Call, stored: Stored | undefined): Answer {
  if (!stored) return errorAnswer(404, call, "NoSuchKey");
  const { "if-match": match, range } = call.headers;
  if (match !== undefined && match !== stored.etag) return errorAnswer(412, call, "PreconditionFailed");
  const headers = {
    etag: stored.etag,
    "last-modified": stored.modified.toUTCString(),
    "accept-ranges": "bytes",
    ...(stored.sha256 !== null && !range && { "x-amz-checksum-sha256": stored.sha256 }),
  };
  if (call.operation === "HeadObject")
    return answer(200, { ...headers, "content-length": `${stored.content.length}` });
  if (range === undefined) return answer(200, headers, stored.content);
  const [, from = "0", last = ""] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  const end = Math.min(last === "" ? Number.POSITIVE_INFINITY : Number(last), stored.content.length - 1);
  if (Number(from) > end) return errorAnswer(416, call, "InvalidRange");
  const contentRange = `bytes ${from}-${end}/${stored.content.length}`;
  return answer(
    206,
    { ...headers, "content-range": contentRange },
    stored.content.subarray(Number(from), end + 1),
  );
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
/** As S3 does: a blank is a plus. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll("%20", "+").replaceAll("%2F", "/");

function listAnswer({ query }: Call, objects: ReadonlyMap<string, Stored>): Answer {
  const prefix = query.get("prefix") ?? "";
  const after = query.get("continuation-token") ?? "";
  const most = Number(query.get("max-keys") ?? 1000);
  const keys = [...objects.keys()]
    .filter((key) => key.startsWith(prefix))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const from = after === "" ? 0 : keys.indexOf(after) + 1;
  const page = keys.slice(from, from + most);
  const more = from + most < keys.length;
  const url = query.get("encoding-type") === "url";
  const contents = page.map((key) => {
    const { etag, content, modified } = objects.get(key)!;
    return `<Contents><Key>${url ? encoded(key) : escaped(key)}</Key><ETag>${etag}</ETag><Size>${content.length}</Size><LastModified>${modified.toISOString()}</LastModified></Contents>`;
  });
  return xml(
    "ListBucketResult",
    `${url ? "<EncodingType>url</EncodingType>" : ""}<IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${escaped(page.at(-1) ?? "")}</NextContinuationToken>` : ""}${contents.join("")}`,
  );
}

function put(
  call: Call,
  objects: Map<string, Stored>,
  content: Buffer,
  sha256: string | null,
  headers: Answer["headers"],
): Answer {
  if (call.operation === "PutObject" && !digestsFit(call)) return errorAnswer(400, call, "BadDigest");
  if (call.headers["if-none-match"] === "*" && objects.has(call.key))
    return errorAnswer(412, call, "PreconditionFailed");
  const stored = storedOf(content, sha256, headers);
  objects.set(call.key, stored);
  return answer(200, { etag: stored.etag, ...(sha256 !== null && { "x-amz-checksum-sha256": sha256 }) });
}

function digestsFit({ headers, body }: Call): boolean {
  const { "x-amz-checksum-sha256": sha256, "x-amz-checksum-crc32": crc } = headers;
  const found = Buffer.alloc(4);
  found.writeUInt32BE(crc32(body));
  return (
    (sha256 === undefined || sha256 === sha256Of(body)) &&
    (crc === undefined || crc === found.toString("base64"))
  );
}

function create({ bucket, key, headers }: Call, { uploads }: Buckets): Answer {
  const id = `upload-${uploads.size}-${Date.now()}`;
  uploads.set(id, { bucket, key, headers, parts: new Map() });
  return xml("InitiateMultipartUploadResult", `<UploadId>${id}</UploadId>`);
}

const uploadOf = ({ query }: Call, { uploads }: Buckets): PendingUpload | undefined =>
  uploads.get(query.get("uploadId") ?? "");

function part(call: Call, buckets: Buckets): Answer {
  const upload = uploadOf(call, buckets);
  if (!upload) return errorAnswer(404, call, "NoSuchUpload");
  if (!digestsFit(call)) return errorAnswer(400, call, "BadDigest");
  upload.parts.set(Number(call.query.get("partNumber")), call.body);
  return answer(200, {
    etag: `"${call.query.get("partNumber")}"`,
    "x-amz-checksum-sha256": sha256Of(call.body),
  });
}

function complete(call: Call, buckets: Buckets, objects: Map<string, Stored>): Answer {
  const upload = uploadOf(call, buckets);
  if (!upload) return errorAnswer(404, call, "NoSuchUpload");
  const parts = [...upload.parts].sort(([a], [b]) => a - b).map(([, content]) => content);
  const digests = parts.map((content) => Buffer.from(sha256Of(content), "base64"));
  const sha256 = `${sha256Of(Buffer.concat(digests))}-${parts.length}`;
  const result = put(call, objects, Buffer.concat(parts), sha256, upload.headers);
  if (result.status !== 200) return result;
  buckets.uploads.delete(call.query.get("uploadId") ?? "");
  return xml("CompleteMultipartUploadResult", `<ETag>"x"</ETag><ChecksumSHA256>${sha256}</ChecksumSHA256>`);
}

function deleteAll(call: Call, { undeletable }: Buckets, objects: Map<string, Stored>): Answer {
  if (!digestsFit(call)) return errorAnswer(400, call, "BadDigest");
  const keys = [...call.body.toString().matchAll(/<Key>(.*?)<\/Key>/gs)].map(([, key = ""]) => plain(key));
  if (keys.length > 1000) return errorAnswer(400, call, "MalformedXML");
  const errors = keys.map((key) => {
    const code = undeletable.get(key);
    if (code === undefined) objects.delete(key);
    return code === undefined
      ? ""
      : `<Error><Key>${escaped(key)}</Key><Code>${code}</Code><Message>as S3 says</Message></Error>`;
  });
  return xml("DeleteResult", errors.join(""));
}

const plain = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll(/&#x([0-9A-F]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll("&amp;", "&");
