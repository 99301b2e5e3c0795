/** Where AWS is. What is absent comes from the environment, as every AWS program takes it. */
export interface AwsSettings {
  readonly region?: string;
  /** `http://127.0.0.1:4566`: another implementation of AWS. */
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}
