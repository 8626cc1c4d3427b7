import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // Static shells that fetch their data from the server, which serves them too.
  output: 'export',
  transpilePackages: ['@echoai/automation', '@echoai/contract'],
  turbopack: { root: fileURLToPath(new URL('../..', import.meta.url)) },
  // `tsc -p apps/dashboard` checks types; whoever starts EchoAI need not wait for it.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
};

export default config;
