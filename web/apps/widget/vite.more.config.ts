import { mergeConfig } from 'vite';
import widget from './vite.config.ts';

// The widget's further scripts, call.js and rating.js: modules that the first one imports when they are wanted.
export default ({ mode }: { mode: string }) => {
  const config = mergeConfig(widget, { build: { emptyOutDir: false } });
  config.publicDir = false;
  config.build.lib = {
    entry: `src/${mode}/index.tsx`,
    formats: ['es'],
    fileName: () => `${mode}.js`,
  };
  return config;
};
