import { describe, expect, it } from 'vitest';
import { identifyCisco } from '#server/provisioning/vendors/cisco/identify.ts';

describe('who a User-Agent of Cisco’s says it is', () => {
  it.each([
    ['Cisco-CP-7832-3PCC/11.0.1 (00562b043615)', '7832', '11.0.1', '00562b043615'],
    ['Cisco-CP-8851-3PCC/11.3.7_MPP_0001', '8851', '11.3.7_MPP_0001', undefined],
    ['Cisco-CP-8861-3PCC/12-0-7MPP0001-42 (00562B043615)', '8861', '12-0-7MPP0001-42', '00562b043615'],
    ['Cisco-DP-9861/3.2.1 (d0ec35aabbcc)', '9861', '3.2.1', 'd0ec35aabbcc'],
    ['Cisco/SPA501G-7.4.4 (8843E157DDCC)(CBT141100HR)', 'SPA501G', '7.4.4', '8843e157ddcc'],
    ['Cisco/SPA508G-7.4.8a (0002FDFF2103)(CBT141400UK)', 'SPA508G', '7.4.8a', '0002fdff2103'],
    ['Cisco/SPA525G-7.4.7 (CBT141900G7)', 'SPA525G', '7.4.7', undefined],
    ['Linksys/SPA-942-6.1.5(a) (4MM00F903042)', 'SPA942', '6.1.5(a)', undefined],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(identifyCisco(userAgent)).toEqual({ vendor: 'cisco', model, firmware, mac });
  });

  it('does not take a serial number for a MAC, though it has twelve such digits', () => {
    expect(identifyCisco('Linksys/SPA-942-6.1.5(a) (88019FA42805)')?.mac).toBeUndefined();
    expect(identifyCisco('Cisco/SPA525G-7.4.7 (88019FA42805)')?.mac).toBeUndefined();
  });

  it.each([
    '',
    'curl/8.0',
    'Cisco',
    'Cisco-CP-8851-3PCC',
    'Linksys/WRT54G-1.0',
    'Yealink SIP-T46S 66.86.0.15',
  ])('is not known from "%s"', (userAgent) => {
    expect(identifyCisco(userAgent)).toBeUndefined();
  });
});
