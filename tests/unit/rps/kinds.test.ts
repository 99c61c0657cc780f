import { describe, expect, test } from 'vitest';
import { rpsProviderIds, vendorOfProvider } from '#server/hotdesk/rps/providers.ts';
import { openApiDocument } from '#server/rest/openapi.ts';
import { providerKinds } from '#server/rps/kinds.ts';
import { serviceFields } from '#server/rps/service-fields.ts';

describe('every redirection service', () => {
  test.each(rpsProviderIds)('%s is whose maker it is listed under, and asks for something', (id) => {
    const kind = providerKinds[id];
    expect([kind.id, kind.vendor]).toEqual([id, vendorOfProvider(id)]);
    const fields = serviceFields(providerKinds).find(({ provider }) => provider === id)?.fields ?? [];
    expect(fields.some(({ isRequired }) => isRequired)).toBe(true);
  });

  test('is named in the description of REST, and no other', () => {
    const text = JSON.stringify(
      openApiDocument('https://perch.test/api/v1').paths['/rps/accounts/{provider}'],
    );
    const [, listed = ''] = /"provider":\{"type":"string","enum":\[([^\]]*)\]/.exec(text) ?? [];
    expect(JSON.parse(`[${listed}]`)).toEqual(rpsProviderIds);
  });
});
