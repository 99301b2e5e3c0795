/** What a pattern is, and what it matches. Imported when files are looked for: whoever defines a pipeline needs none of it. */
export const patterns = () => import("tinyglobby");
