/** Passwords and tokens by name. Errors: `Usage` `secret.missing`, with the place where it should be. */
export interface Secrets {
  get(name: string): Promise<string>;
}
