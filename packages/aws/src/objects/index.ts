export { type S3Objects, type S3ObjectsOptions, s3Objects } from "./s3-objects.ts";
export { type S3ReaderOptions, s3Reader } from "./s3-reader.ts";
