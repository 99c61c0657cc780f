import { describe, expect, it } from 'vitest';
import { vendorById } from '#server/provisioning/vendors/index.ts';
import { deskPhone } from '../desk-phone.ts';
import { readerOf } from '../read-settings.ts';

/** How the phones of a make are told to look again without a restart, and with one. */
const FORMS = [
  ['yealink', 'T54W', 'check-sync;reboot=false', 'check-sync;reboot=true'],
  ['grandstream', 'GRP2614', 'resync', 'check-sync;reboot=true'],
  ['snom', 'D785', 'check-sync;reboot=false', 'check-sync;reboot=true'],
  ['snom', 'M900', 'check-sync;reboot=true', 'check-sync;reboot=true'],
  ['fanvil', 'X5U', 'check-sync', 'check-sync;reboot=true'],
  ['poly', 'VVX 411', 'check-sync', undefined],
  ['cisco', '8851', 'resync', undefined],
  ['cisco', 'SPA504G', 'resync', 'reboot_now'],
  ['htek', 'UC926', 'resync', 'check-sync;reboot=true'],
  ['ale', 'M5', 'check-sync', undefined],
  ['auerswald', 'D-400', 'check-sync', undefined],
  ['mitel', '6930', 'check-sync', 'check-sync;reboot=true'],
  ['panasonic', 'KX-HDV230', 'check-sync', 'check-sync;reboot=true'],
] as const;

/** What keeps a phone from restarting at that, where its maker has a setting for it. */
const NO_RESTART = [
  ['yealink', 'T54W', 'sip.notify_reboot_enable', '0'],
  ['snom', 'D785', 'auto_reboot_on_setting_change', 'off'],
  ['fanvil', 'X5U', 'sip/NotifyReboot', '0'],
  ['panasonic', 'KX-HDV230', 'CFG_RESYNC_FROM_SIP', 'check-sync'],
  ['poly', 'VVX 411', 'voIpProt.SIP.specialEvent.checkSync.alwaysReboot', '0'],
] as const;

describe('a phone is told to look again', () => {
  it.each(FORMS)('in its maker’s own form: %s %s', (id, model, ...forms) => {
    const [sync, reboot] = forms;
    expect(vendorById(id)?.resyncOf(model)).toMatchObject({ sync, reboot });
  });

  it.each(NO_RESTART)(
    'and the first file sees to it that it does not restart: %s %s',
    (id, model, ...setting) => {
      const [name, value] = setting;
      const vendor = vendorById(id);
      const config = deskPhone({ model });
      const file = vendor?.fileFor(vendor.extras.fileName(config.mac), config);
      expect(readerOf(id)(file?.text ?? '').get(name)).toBe(value);
    },
  );
});
