import { defineConfig } from "vite";

// One library, ES modules only: the entry is small, xterm.js is a chunk that terminal and film load
// when they are shown. Names bear a hash of the content, so the gateway may call them immutable.
export default defineConfig({
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    target: "es2022",
    outDir: "../static/assets",
    emptyOutDir: true,
    copyPublicDir: false,
    lib: { entry: "src/index.ts", formats: ["es"] },
    rolldownOptions: {
      output: {
        entryFileNames: "signalbox-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
} as Parameters<typeof defineConfig>[0] & { test: unknown });
