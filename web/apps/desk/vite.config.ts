import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.CENTRALINO_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/desk/',
  plugins: [react()],
  build: {
    outDir: '../../dist/desk',
    emptyOutDir: true,
    target: 'es2023',
    // Small files would become data: URLs, which the content policy of the desk forbids.
    assetsInlineLimit: 0,
    manifest: true,
  },
  server: { proxy: { '/api': { target: server, ws: true } } },
});
