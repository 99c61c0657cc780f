import { describe, expect, it } from 'vitest';
import { readPnpSubscribe, urlTypeFor } from '#server/pbx/pnp/parse-subscribe.ts';

/** Request-URI, Event and User-Agent as each maker's documents or captures show them. */
const asks = (uri: string, params: string, userAgent?: string) =>
  readPnpSubscribe({ uri, from: `<${uri}>;tag=1`, event: `ua-profile;${params}`, userAgent });

describe('who asks by plug and play', () => {
  it('is read of a Snom, which calls itself OEM: the MAC’s block says whose it is', () => {
    const params = 'profile-type="device";vendor="OEM";model="OEM";version="7.1.19"';
    const snom = { vendor: 'snom', model: undefined, firmware: '7.1.19' };
    expect(asks('sip:MAC%3a0004132E08B4@intern.snom.de', params)).toEqual({ mac: '0004132e08b4', ...snom });
    const newer = 'profile-type="device";vendor="snom";model="snomD785";version="10.1.33.33"';
    expect(asks('sip:MAC%3a000413922D24@224.0.1.75', newer)).toMatchObject({ vendor: 'snom', model: 'D785' });
    expect(asks('sip:MAC%3a000413E24B49@gigaset.com', params)).toMatchObject({ vendor: 'gigaset' });
  });

  it('is whose it says to be before whose its MAC is', () => {
    const gigaset = 'profile-type="device";vendor="Gigaset";model="P850";version="10.1"';
    expect(asks('sip:MAC%3a000413922D24@224.0.1.75', gigaset)).toMatchObject({ vendor: 'gigaset' });
    const oem = 'profile-type="device";vendor="OEM";model="OEM";version="10.1"';
    expect(asks('sip:MAC%3a0004132E08B4@224.0.1.75', oem, 'Gigaset P850 10.1')).toMatchObject({
      vendor: 'gigaset',
    });
  });

  it('is read of a Yealink with a separator and without', () => {
    const t53w = 'profile-type="device";vendor="Yealink";model="SIP-T53W";version="96.87.0.16"';
    const yealink = { vendor: 'yealink', model: 'T53W', firmware: '96.87.0.16' };
    expect(asks('sip:MAC%3a001565aabbcc@224.0.1.75', t53w)).toEqual({ mac: '001565aabbcc', ...yealink });
    const w52p = 'profile-type="device";vendor="yealink";model="W52P";version="25.81.0.10"';
    expect(asks('sip:MAC001565f4f9e1@224.0.1.75', w52p, 'Yealink W52P 25.81.0.10')).toEqual({
      ...{ mac: '001565f4f9e1', vendor: 'yealink', model: 'W52P', firmware: '25.81.0.10' },
    });
  });

  it('is read of a Grandstream', () => {
    const params = 'profile-type="device";vendor="Grandstream";model="GRP2612W";version="1.0.5.67"';
    expect(asks('sip:MAC%3AC074AD112233@224.0.1.75', params, 'Grandstream GRP2612W 1.0.5.67')).toEqual({
      ...{ mac: 'c074ad112233', vendor: 'grandstream', model: 'GRP2612W', firmware: '1.0.5.67' },
    });
  });

  it('is read of a Fanvil, which hides its model, and of one that is sold as a Planet', () => {
    const fanvil = 'profile-type="device";vendor="Fanvil";model="VOIP PHONE";version="2.10.2.6887"';
    expect(asks('sip:MAC=0c383e07e16c@224.0.1.75', fanvil, 'Fanvil X4 2.10.2.6887 0c383e07e16c')).toEqual({
      ...{ mac: '0c383e07e16c', vendor: 'fanvil', model: 'X4', firmware: '2.10.2.6887' },
    });
    const planet = 'profile-type="device";vendor="PLANET";model="VIP-2140PT";version="2.0.3.2991"';
    expect(asks('sip:MAC=00304fa99948@224.0.1.75', planet, 'PLANET VIP-2140PT')).toEqual({
      ...{ mac: '00304fa99948', vendor: 'fanvil', model: 'VIP-2140PT', firmware: '2.0.3.2991' },
    });
  });

  it.each(['00:15:65:AA:BB:CC', '00-15-65-aa-bb-cc', '00%3A15%3A65%3AAA%3ABB%3ACC', '001565AABBCC'])(
    'is read of a MAC written %s',
    (mac) => {
      expect(asks(`sip:MAC%3a${mac}@224.0.1.75`, 'profile-type="device"')?.mac).toBe('001565aabbcc');
    },
  );

  it('is in From where a maker has nobody in the Request-URI', () => {
    const audioCodes = (from: string) =>
      readPnpSubscribe({
        uri: 'sip:224.0.1.75:5060',
        from: `<sip:${from}@10.13.2.37:5060>;tag=87a5a8`,
        event: 'ua-profile;profile-type="application";model="440HD";version="2.2.2"',
        userAgent: 'AUDC-IPPhone/2.2.2',
      });
    expect(audioCodes('00908F602AAC')).toEqual({
      ...{ mac: '00908f602aac', vendor: undefined, model: '440HD', firmware: '2.2.2' },
    });
    expect(audioCodes('00000001')).toBeUndefined();
  });

  it('is a maker that nobody provisions, under its own name', () => {
    const params = 'profile-type="device";vendor="Akuvox";model="R20K";version="220.30.3.1"';
    expect(asks('sip:MAC0c1105000001@192.168.3.7:5060', params)).toMatchObject({ vendor: 'akuvox' });
  });
});

describe('the Content-Type that the address comes in', () => {
  it.each([
    ['', 'application/url'],
    ['application/url', 'application/url'],
    ['application/x-gs-ucm-url, Application/URL;q=0.5', 'application/url'],
    ['application/x-gs-ucm-url', 'application/x-gs-ucm-url'],
    ['text/html, application/sdp', 'application/url'],
    ['application/url\r\nX: 1', 'application/url'],
    ['application/x url', 'application/url'],
  ])('for Accept "%s" is %s', (accept, type) => {
    expect(urlTypeFor(accept)).toBe(type);
  });
});
