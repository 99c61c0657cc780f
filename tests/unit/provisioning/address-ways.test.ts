import { describe, expect, it } from 'vitest';
import { addressWays } from '#server/provisioning/address-ways.ts';

const links = { phonesUrl: 'http://perch.example' };
const desk = (vendor: string) => ({ mac: '001565aabbcc', vendor, extension: '8001', configToken: 'token' });

describe('how a phone comes by its address', () => {
  it.each([
    ['yealink', 'http://perch.example/p/token/'],
    ['cisco', 'http://perch.example/p/token/$MA.xml'],
    ['snom', 'http://perch.example/p/token/{mac}.xml'],
    ['no such make', 'http://perch.example/p/token/'],
  ])('is typed into a %s as its maker wants it', (vendor, typed) => {
    expect(addressWays(desk(vendor), links).typed).toBe(typed);
  });

  it('is told to each DHCP server for this phone', () => {
    const { dhcp } = addressWays(desk('cisco'), links);
    expect(dhcp.map(({ server }) => server)).toEqual(['ISC dhcpd', 'Kea', 'dnsmasq', 'Windows Server']);
    expect(dhcp[2]?.lines).toBe(
      'dhcp-host=00:15:65:aa:bb:cc,set:desk-8001\ndhcp-option=tag:desk-8001,66,"http://perch.example/p/token/$MA.xml"',
    );
  });

  it.each(['linphone', 'no such make'])('is told to none for a %s', (vendor) => {
    expect(addressWays(desk(vendor), links).dhcp).toEqual([]);
  });
});
