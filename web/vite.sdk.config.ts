import { defineConfig } from 'vite';

/** The client library as one ES module with everything in it. */
export default defineConfig({
  publicDir: false,
  build: {
    lib: { entry: 'src/sdk.ts', formats: ['es'], fileName: () => 'vidrn.js' },
    outDir: '../SignalingApi/wwwroot/sdk',
    emptyOutDir: true,
    sourcemap: true,
    target: 'es2022',
    minify: true,
    rolldownOptions: {
      output: {
        // MIT asks that its notice goes where the code goes.
        banner: '/*! Vidrn client library, MIT License. Includes @microsoft/signalr, Copyright (c) .NET Foundation and Contributors, MIT License. */',
      },
    },
  },
});
