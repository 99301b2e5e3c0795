import { ACCOUNT, REGION } from "./settings.ts";

/** Makes a key of this id in LocalStack, unless there is one, and gives its ARN. Not by a client: the product has none for KMS. */
export async function makeKey(endpoint: string, id: string): Promise<string> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "TrentService.CreateKey",
      // LocalStack reads from it whose call it is, and does not check it.
      authorization: `AWS4-HMAC-SHA256 Credential=${ACCOUNT}/20260101/${REGION}/kms/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ Tags: [{ TagKey: "_custom_id_", TagValue: id }] }),
  });
  const text = await response.text();
  if (text.includes("AlreadyExistsException")) return `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`;
  if (!response.ok) throw new Error(`LocalStack makes no key ${id}: ${text}`);
  return (JSON.parse(text) as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn;
}
