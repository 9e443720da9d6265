// Bundles the page of this folder with the example beside it, whose template
// Vue's own compiler turns into code, as Vite has it do.
import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { compileScript, parse } from "vue/compiler-sfc";

const vue = {
  name: "vue",
  setup(build) {
    build.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor, errors } = parse(await readFile(path, "utf8"), { filename: path });
      if (errors.length > 0) throw errors[0];
      const compilerOptions = { isCustomElement: (tag) => tag === "osmosi-widget" };
      return { contents: compileScript(descriptor, { id: "page", inlineTemplate: true, templateOptions: { compilerOptions } }).content, loader: "js" };
    });
  },
};
await build({ entryPoints: ["page.js"], bundle: true, format: "esm", outfile: "page.js", allowOverwrite: true, plugins: [vue], alias: { vue: "vue/dist/vue.runtime.esm-bundler.js" },
  define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" }, logLevel: "error" });
