import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./i18n/request.ts');

/** What every answer carries; the content security policy is in proxy.ts, because it has a nonce. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // A desk's page has its token in the address: it is told to nobody.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(self), microphone=(self), geolocation=(), payment=()' },
];

/**
 * A worker is held by the policy of its own script. The one that reads barcodes compiles WebAssembly, which no page may, and
 * fetches from this server only.
 */
const workerPolicy = {
  key: 'Content-Security-Policy',
  value: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
};

/** @type {import('next').NextConfig} */
const config = {
  distDir: process.env['PERCH_BUILD_DIR'] ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['pg', '@node-rs/argon2', '@electric-sql/pglite'],
  // Types are checked by the tests, with the strict settings of this house.
  typescript: { ignoreBuildErrors: true, tsconfigPath: '.perch/tsconfig.json' },
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/_next/static/chunks/:path*', headers: [workerPolicy] },
  ],
};

export default withNextIntl(config);
