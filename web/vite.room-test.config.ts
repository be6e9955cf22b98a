import { defineConfig } from 'vite';

/** The plain page /room-test. It takes the library as any embedder does: from /sdk/vidrn.js. */
export default defineConfig({
  root: 'room-test',
  base: '/room-test/',
  publicDir: false,
  build: {
    outDir: '../../SignalingApi/wwwroot/room-test',
    emptyOutDir: true,
    sourcemap: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { external: ['/sdk/vidrn.js'] },
  },
  worker: { format: 'es' },
});
