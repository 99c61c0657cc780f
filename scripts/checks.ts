/** What is checked without running Perch: a name, and the arguments for Node. */
export const CHECKS = {
  types: ['node_modules/typescript/bin/tsc', '--project', '.'],
  'form and lint': ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off'],
  arrows: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'server', 'db', 'app', 'scripts'],
} as const satisfies Record<string, readonly string[]>;

export type Check = keyof typeof CHECKS;
