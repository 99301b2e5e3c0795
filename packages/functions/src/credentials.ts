import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * Stands in the bundles for `@aws-sdk/credential-provider-node`: a function is given its role's credentials in the
 * environment, and never needs the other 90 KB, which look into profiles, metadata services and single sign-on.
 */
export const defaultProvider = fromEnv;
