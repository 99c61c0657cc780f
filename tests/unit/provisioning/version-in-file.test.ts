import { describe, expect, it } from 'vitest';
import type { PhoneConfig } from '#server/provisioning/phone-config.ts';
import { vendorById } from '#server/provisioning/vendors/index.ts';
import { deskPhone, releasedPhone } from './desk-phone.ts';
import { MAKES } from './makes-files.ts';

describe.each(MAKES)('the file of a $vendor $model', ({ vendor: id, model }) => {
  const vendor = vendorById(id);
  const text = (config: PhoneConfig) => vendor?.fileFor(vendor.extras.fileName(config.mac), config)?.text;

  it.each([
    ['desk', deskPhone({ model })],
    ['released', { ...releasedPhone, model }],
  ] as const)('is another in every version, though nothing else changes: %s', (_, config) => {
    const later = { ...config, version: config.version + 1, versionAtMs: config.versionAtMs + 100 };
    expect(text(config)).toBeDefined();
    expect(text(later)).not.toBe(text(config));
  });
});
