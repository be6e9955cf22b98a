import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The service worker as one classic script with everything in it: modules are not taken for it by every browser. */
export default defineConfig({
  publicDir: false,
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  build: {
    lib: { entry: 'src/worker/serviceWorker.ts', formats: ['iife'], name: 'worker', fileName: () => 'sw.js' },
    outDir: '../SignalingApi/wwwroot',
    emptyOutDir: false,
    target: 'es2022',
    minify: true,
  },
});
