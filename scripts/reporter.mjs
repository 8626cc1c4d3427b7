/**
 * A reporter of Vitest that writes what `vitest.mjs` reads. Vitest's own JSON report says nothing of
 * a set-up that failed.
 */

import { writeFileSync } from 'node:fs';

/**
 * @typedef {object} FileReport
 * @property {string} file absolute path
 * @property {string[]} errors of the file itself, and of what runs before and after its tests
 * @property {{ name: string, state: 'passed' | 'failed' | 'skipped', error: string }[]} tests
 *
 * @typedef {{ files: FileReport[], unhandled: string[] }} Report `unhandled`: errors outside tests
 */

export default class Reporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly { message?: string }[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    const files = modules.map((module) => ({
      file: module.moduleId,
      errors: [module, ...module.children.allSuites()].flatMap((part) =>
        part.errors().map(beginning),
      ),
      tests: [...module.children.allTests()].map((test) => {
        const { state, errors = [] } = test.result();
        return {
          name: test.fullName,
          // What was begun and not ended has failed.
          state: state === 'pending' ? 'failed' : state,
          error: errors.map(beginning).join(' ').slice(0, 400),
        };
      }),
    }));
    const report = { files, unhandled: unhandled.map(beginning) };
    writeFileSync(/** @type {string} */ (process.env.ECHOAI_TEST_REPORT), JSON.stringify(report));
  }
}

/** @param {{ message?: string }} error */
function beginning({ message = 'without a message' }) {
  return message.split('\n').slice(0, 3).join(' ').slice(0, 400);
}
