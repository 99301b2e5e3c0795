/** How esbuild is told to bundle a function: by SST, and by the test that keeps the bundles small. */
export const bundling = (engine: boolean) => ({
  // Nothing asks a function or a class for its name, and names are 57 KB of a bundle.
  keepNames: false,
  // Who has no engine looks for no files.
  ...(!engine && { external: ["tinyglobby"] }),
});
