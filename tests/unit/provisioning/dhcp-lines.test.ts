import { describe, expect, it } from 'vitest';
import { bestDhcpWay, DHCP_SERVERS, dhcpLines } from '#server/provisioning/dhcp-lines.ts';
import { vendors } from '#server/provisioning/vendors/index.ts';
import { dhcpPage } from '#tests/support/dhcp-page.ts';

const phone = { mac: '001565aabbcc', name: 'desk-8001', ip: '192.168.1.50' };
const way = { code: 66, subOption: undefined, value: 'http://h/$MA.xml', vendorClasses: [] };

describe('what a DHCP server is told for one phone', () => {
  it('is in the documentation as it is made, for every make (vitest -u writes it anew)', async () => {
    await expect(dhcpPage()).toMatchFileSnapshot('../../../docs/dhcp-lines.md');
  });

  it('is for that phone alone, by its MAC or by its reserved address', () => {
    const texts = DHCP_SERVERS.map((server) => dhcpLines(server, phone, way));
    for (const text of texts) expect(text).toMatch(/00:15:65:aa:bb:cc|192\.168\.1\.50/);
  });

  it('keeps the phone’s own macros from being read by the server', () => {
    expect(dhcpLines('Windows Server', phone, way)).toContain(`-Value 'http://h/$MA.xml'`);
    expect(dhcpLines('ISC dhcpd', phone, way)).toContain('"http://h/$MA.xml"');
  });

  it('defines an option that the server has no name for', () => {
    const own = { ...way, code: 160 };
    expect(dhcpLines('ISC dhcpd', phone, own)).toContain('option perch-160 code 160 = text;');
    expect(JSON.parse(`{${dhcpLines('Kea', phone, own)}}`)).toMatchObject({
      'option-def': [{ code: 160, type: 'string' }],
    });
    expect(dhcpLines('Windows Server', phone, own)).toContain('-OptionId 160 -Name');
  });

  it('is JSON where Kea wants it', () => {
    for (const vendor of vendors) {
      const best = bestDhcpWay('Kea', vendor.dhcpOptions('http://h/'));
      if (best === undefined) continue;
      const { reservations } = JSON.parse(`{${dhcpLines('Kea', phone, best)}}`);
      expect(reservations[0]['option-data'].at(-1).data).toBe(best.value);
    }
  });

  it('is never a bare option 43, which Kea cannot send', () => {
    const options = [
      { code: 43, value: 'a' },
      { code: 66, value: 'b' },
    ];
    expect(bestDhcpWay('Kea', options)).toMatchObject({ code: 66 });
    expect(bestDhcpWay('Kea', [])).toBeUndefined();
  });

  it('is a plain option on Windows where the make reads one, because a class there is compared whole', () => {
    const options = [
      { code: 43, subOption: 2, vendorClass: 'AastraIPPhone', value: 'a' },
      { code: 66, value: 'b' },
    ];
    expect(bestDhcpWay('ISC dhcpd', options)).toMatchObject({ code: 43, subOption: 2 });
    expect(bestDhcpWay('Windows Server', options)).toMatchObject({ code: 66, value: 'b' });
  });
});
