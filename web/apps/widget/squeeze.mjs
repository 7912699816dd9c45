// Makes the built scripts as small as they get: node squeeze.mjs FILE…
import { readFileSync, writeFileSync } from 'node:fs';
import { minify } from 'terser';

const dist = new URL('../../dist/widget/', import.meta.url);
for (const name of process.argv.slice(2)) {
  const file = new URL(name, dist);
  const { code } = await minify(readFileSync(file, 'utf8'), {
    ecma: 2020,
    mangle: true,
    module: name !== 'widget.js',
    compress: {
      passes: 3,
      unsafe: true,
      unsafe_arrows: true,
      pure_getters: true,
      keep_fargs: false,
    },
  });
  writeFileSync(file, code);
}
