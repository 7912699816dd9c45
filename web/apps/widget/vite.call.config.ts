import { mergeConfig } from 'vite';
import widget from './vite.config.ts';

// The widget's second script: a module that the first one imports when somebody wants to call.
const config = mergeConfig(widget, { build: { emptyOutDir: false } });
config.publicDir = false;
config.build.lib = { entry: 'src/call/index.tsx', formats: ['es'], fileName: () => 'call.js' };

export default config;
