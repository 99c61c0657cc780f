import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';

export type Counts = { passed: number; failed: number; skipped: number };

/** Counts every test of a run, and names those that were skipped with the reason. */
export class ClosingLine implements Reporter {
  readonly counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  readonly #skipped: string[] = [];

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    this.counts.failed += unhandledErrors.length;
    for (const testModule of modules) this.#addModule(testModule);
  }

  /** Skipped tests, then exactly one line of counts. */
  print(write: (text: string) => void): void {
    const { passed, failed, skipped } = this.counts;
    for (const line of this.#skipped) write(`skipped: ${line}\n`);
    write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  }

  #addModule(testModule: TestModule): void {
    // A file that cannot be loaded, or a hook that fails, has no test of its own to blame.
    this.counts.failed += testModule.errors().length;
    for (const suite of testModule.children.allSuites())
      this.counts.failed += (suite as TestSuite).errors().length;
    for (const test of testModule.children.allTests()) this.#addTest(test, testModule);
  }

  #addTest(test: TestCase, { relativeModuleId }: TestModule): void {
    const result = test.result();
    switch (result.state) {
      case 'passed':
        this.counts.passed += 1;
        return;
      case 'failed':
        this.counts.failed += 1;
        return;
      case 'skipped':
        this.counts.skipped += 1;
        this.#skipped.push(`${relativeModuleId}: ${test.fullName}${result.note ? ` (${result.note})` : ''}`);
        return;
      case 'pending':
        // The run was ended before it.
        this.counts.failed += 1;
    }
  }
}
