// Bundles the page of this folder with the example beside it.
import { build } from "esbuild";

await build({ entryPoints: ["page.jsx"], bundle: true, format: "esm", outfile: "page.js", jsx: "automatic", define: { "process.env.NODE_ENV": '"production"' }, logLevel: "error" });
