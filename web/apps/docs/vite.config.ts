import { defineConfig } from 'vite';

export default defineConfig({
  base: '/api/docs/',
  build: {
    outDir: '../../dist/docs',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
