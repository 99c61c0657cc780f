import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean }} Entry */

/**
 * Whether `node_modules` holds what `package-lock.json` says. npm writes its own list, `node_modules/.package-lock.json`,
 * as the last step of an installation: an interrupted one has none.
 *
 * @param {string} checkout folder
 * @param {{ withDevelopment: boolean }} options
 */
export function isInstalled(checkout, { withDevelopment }) {
  const wanted = readPackages(join(checkout, 'package-lock.json'));
  const present = readPackages(join(checkout, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const installed = present[path];
    if (installed === undefined) return isLeftOut(entry, withDevelopment);
    return installed.version === entry.version && installed.integrity === entry.integrity;
  });
}

/** Optional packages are for some machines only. @param {Entry} entry @param {boolean} withDevelopment */
function isLeftOut({ optional, devOptional, dev, peer }, withDevelopment) {
  return Boolean(optional || devOptional || peer || (dev && !withDevelopment));
}

/** @param {string} file @returns {Record<string, Entry> | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
