/**
 * The arrows of ARCHITECTURE.md. A broken arrow fails `npm run verify`.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    forbid('db-knows-nobody', '^db/', '^(server|app)/'),
    forbid(
      'domain-knows-no-transport',
      '^server/hotdesk/',
      '^server/(sip|media|pbx|provisioning|rps|trpc|rest|sim|outbox|main)|^app/|node_modules/(next|react|@trpc)/',
    ),
    forbid(
      'sip-core-is-sans-io',
      '^server/sip/(?!transport/)',
      '^(dgram|net|tls|http|https|fs|worker_threads|timers)$|^server/(?!sip/|digest/|ports/)|^db/|^app/',
    ),
    forbid('sip-transport', '^server/sip/transport/', '^server/(?!sip/|ports/)|^db/|^app/'),
    forbid('digest-knows-nobody', '^server/digest/', '^server/(?!digest/)|^db/|^app/'),
    forbid('media-knows-nobody', '^server/media/', '^server/(?!media/|ports/)|^db/|^app/'),
    forbid(
      'vendors-are-data-to-text',
      '^server/provisioning/vendors/',
      '^(fs|http|net|dgram|crypto|timers)$|^server/(?!provisioning/)|^db/|^app/',
    ),
    {
      name: 'vendors-do-not-know-each-other',
      severity: 'error',
      from: { path: '^server/provisioning/vendors/([^/]+)/' },
      to: { path: '^server/provisioning/vendors/([^/]+)/', pathNot: '^server/provisioning/vendors/$1/' },
    },
    forbid(
      'provisioning',
      '^server/provisioning/',
      '^server/(sip|media|pbx|trpc|rest|sim|main)|^app/|node_modules/(next|react|@trpc)/',
    ),
    forbid(
      'rps',
      '^server/rps/',
      '^server/(sip|media|pbx|provisioning|trpc|rest|sim|outbox|main)|^app/|node_modules/(next|react|@trpc)/',
    ),
    forbid(
      'rps-providers-know-their-service-only',
      '^server/rps/providers/[^/]+/',
      '^server/(?!rps/|ports/|hotdesk/(ids|parse-mac)\\.ts)|^db/|^app/',
    ),
    {
      name: 'rps-providers-do-not-know-each-other',
      severity: 'error',
      from: { path: '^server/rps/providers/([^/]+)/' },
      to: { path: '^server/rps/providers/([^/]+)/', pathNot: '^server/rps/providers/$1/' },
    },
    forbid('mail', '^server/mail/', '^server/(?!mail/|hotdesk/|ports/)|^app/'),
    forbid('pbx', '^server/pbx/', '^server/(trpc|rest|sim|main)|^app/|node_modules/(next|react|@trpc)/'),
    forbid(
      'trpc',
      '^server/trpc/',
      '^server/(sip|media|pbx|sim|main)|^app/|node_modules/(next|react|drizzle-orm)/',
    ),
    forbid(
      'sim-knows-protocols-only',
      '^server/sim/',
      '^server/(hotdesk|pbx|trpc|rest|outbox|main)|^db/|^app/',
    ),
    {
      name: 'app-uses-the-api',
      severity: 'error',
      from: { path: '^app/' },
      to: {
        path: '^(db|server)/',
        dependencyTypesNot: ['type-only'],
        pathNot: '^server/(trpc|auth|web|hotdesk/(parse-mac|vendors)\\.ts)',
      },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'only-main-joins',
      severity: 'error',
      from: { pathNot: '^(tests|scripts)/' },
      to: { path: '^server/main\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|\\.perch|data)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
