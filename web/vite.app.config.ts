import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const served = fileURLToPath(new URL('../SignalingApi/wwwroot', import.meta.url));

/** The folder also holds /sdk and /room-test, so it is not emptied as a whole: only what this build wrote before goes. */
function dropOldAssets(): Plugin {
  return { name: 'drop-old-assets', apply: 'build', buildStart: () => rmSync(`${served}/assets`, { recursive: true, force: true }) };
}

/** In development the API is the server at VIDRN_SERVER, which must name the page's origin as an allowed one. */
export default defineConfig(() => {
  const server = process.env['VIDRN_SERVER'] ?? 'http://127.0.0.1:8080';
  return {
    plugins: [react(), tailwindcss(), dropOldAssets()],
    resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
    server: {
      proxy: Object.fromEntries(['/api', '/hubs', '/room-test', '/sdk'].map((path) => [path, { target: server, ws: path.startsWith('/hubs'), changeOrigin: true }])),
    },
    build: {
      outDir: served,
      emptyOutDir: false,
      sourcemap: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  };
});
