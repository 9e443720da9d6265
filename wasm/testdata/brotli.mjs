// Prints how many bytes a file takes with brotli at its best: node brotli.mjs <file>

import { readFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";

const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
process.stdout.write(String(brotliCompressSync(await readFile(process.argv[2]), { params }).length));
